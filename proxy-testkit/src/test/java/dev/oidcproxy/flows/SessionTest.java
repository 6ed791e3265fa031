package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.gateway.Admission;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row S28: a session belongs to a person, with one client, at one resource. */
class SessionTest {

  private static final Identity BOB =
      new Identity(
          FakeIdentityProvider.ISSUER,
          "bob",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          List.of());

  private final TestSettings settings =
      TestSettings.bare().resource("/a", IdentityMode.NONE).resource("/b", IdentityMode.NONE);
  private final TestProxy proxy = TestProxy.of(settings);
  private final TestClient client = TestClient.register(proxy);
  private final String alices = token(client, "a", FakeIdentityProvider.ALICE);
  private final String sealed =
      Answers.admitted(call(proxy, 0, alices, Optional.empty())).sealSession().apply("s.1");

  @Test
  void the_owner_uses_it_with_any_of_her_tokens_on_any_node() {
    TestProxy second = new TestProxy(proxy.world(), settings, TestProxy.HS256);
    String another = token(client, "a", FakeIdentityProvider.ALICE);

    assertThat(backendSession(proxy, alices)).contains("s.1");
    assertThat(backendSession(second, another)).contains("s.1");
  }

  @Test
  @Tag("S28")
  void s28_another_person_gets_404() {
    assertUnknown(0, token(client, "a", BOB), sealed);
  }

  @Test
  @Tag("S28")
  void s28_another_client_gets_404() {
    TestClient other = TestClient.register(proxy, TestClient.WEB);

    assertUnknown(0, token(other, "a", FakeIdentityProvider.ALICE), sealed);
  }

  @Test
  @Tag("S28")
  void s28_at_another_resource_it_is_404() {
    assertUnknown(1, token(client, "b", FakeIdentityProvider.ALICE), sealed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s.1", "", ".", "s.1.", "s.1.AAAA", "s"})
  @Tag("S28")
  void s28_what_we_did_not_seal_is_404(String session) {
    assertUnknown(0, alices, session);
  }

  @Test
  void an_unknown_session_is_no_reason_to_sign_in_again() {
    var response = Answers.refused(call(proxy, 0, alices, Optional.of("x")));

    assertThat(response.headers().first("WWW-Authenticate")).isEmpty();
  }

  private Optional<String> backendSession(TestProxy node, String token) {
    return Answers.admitted(call(node, 0, token, Optional.of(sealed))).backendSessionId();
  }

  private void assertUnknown(int resource, String token, String session) {
    assertThat(Answers.refused(call(proxy, resource, token, Optional.of(session))).status())
        .isEqualTo(404);
  }

  private static Admission call(
      TestProxy node, int resource, String token, Optional<String> session) {
    return node.call(node.settings().protectedResources().get(resource), token, session);
  }

  private static String token(TestClient client, String resource, Identity person) {
    Map<String, String> asked = Map.of("resource", "https://proxy.example/" + resource);
    String location = client.answer(client.proxy().browser(), asked, person);
    return Tokens.of(client.redeem(FormText.query(location).get("code"))).access();
  }
}
