package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.oidcproxy.application.flow.admin.GrantQuery;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Every client we know of, with the requests it was seen to send, through the whole dance. */
class ClientProfileTest {

  private record Step(String name, Consumer<ClientProfile> test) {}

  private static final List<Step> STEPS =
      List.of(
          new Step("names where each fact was seen", ClientProfileTest::sources),
          new Step("is challenged, and finds the server", ClientProfileTest::discovery),
          new Step("is known as what it is", ClientProfileTest::introduction),
          new Step("gets its answer where it wants it", ClientProfileTest::answer),
          new Step("redeems, and has every scope needed", ClientProfileTest::redemption),
          new Step("refreshes, and is admitted again", ClientProfileTest::refresh),
          new Step("is refused once its person is out", ClientProfileTest::revocation));

  @TestFactory
  Stream<DynamicContainer> every_known_client() {
    List<ClientProfile> all = ClientProfile.all();
    assertThat(all).hasSizeGreaterThan(10).extracting(ClientProfile::name).doesNotHaveDuplicates();
    return all.stream()
        .map(profile ->
            dynamicContainer(
                profile.name(),
                STEPS.stream()
                    .map(step -> dynamicTest(step.name(), () -> step.test().accept(profile)))));
  }

  private static void sources(ClientProfile profile) {
    assertThat(profile.sources()).containsOnlyKeys(profile.facts());
    assertThat(profile.sources().values())
        .allSatisfy(list ->
            assertThat((List<?>) list)
                .isNotEmpty()
                .allSatisfy(source ->
                    assertThat((String) source)
                        .matches(
                            "https://\\S+ \\(20\\d\\d-\\d\\d-\\d\\d\\)|https://\\S+/blob/\\S+")));
  }

  private static void discovery(ClientProfile profile) {
    ReplayedClient client = of(profile).beChallenged().discover();

    assertThat(client.learned("metadata"))
        .isEqualTo("https://proxy.example" + profile.tried("resource").getFirst());
    assertThat(client.learned("resource")).isEqualTo("https://proxy.example/mcp");
    assertThat(client.learned("challenged_scope")).isEqualTo("openid mcp:tools");
    assertThat(client.learned("issuer")).isEqualTo("https://proxy.example");
  }

  private static void introduction(ClientProfile profile) {
    ReplayedClient client = of(profile).introduce();

    profile.registration().ifPresent(sent -> assertAccepted(sent, client.register()));
    String page = TestBrowser.text(client.proxy().browser().open(client.authorizeUrl(Map.of())));
    assertThat(page).contains("name=\"decision\"");
    profile
        .document()
        .ifPresent(document ->
            assertThat(page)
                .contains((String) document.get("client_name"))
                .contains(URI.create((String) document.get("client_id")).getHost()));
  }

  private static void assertAccepted(Map<String, Object> sent, Map<String, Object> answer) {
    assertThat(answer)
        .containsEntry("redirect_uris", sent.get("redirect_uris"))
        .containsEntry("token_endpoint_auth_method", sent.get("token_endpoint_auth_method"));
    assertThat(answer.containsKey("client_secret"))
        .isNotEqualTo("none".equals(sent.get("token_endpoint_auth_method")));
  }

  private static void answer(ClientProfile profile) {
    String location = of(profile).introduce().answer(Map.of());

    assertThat(location).startsWith(profile.redirectUri() + "?");
    Map<String, String> answer = FormText.query(location);
    assertThat(answer).containsEntry("iss", "https://proxy.example").containsKey("code");
    assertThat(Optional.ofNullable(answer.get("state")))
        .isEqualTo(
            Optional.ofNullable(profile.authorize().get("state"))
                .map(sent -> sent.replace("{state}", TestClient.STATE)));
  }

  private static void redemption(ClientProfile profile) {
    ReplayedClient client = of(profile).introduce();
    Tokens tokens = client.signIn();

    Answers.admitted(client.proxy().call(tokens.access()));
    assertThat(tokens.scope().split(" ")).contains("openid", "mcp:tools");
  }

  private static void refresh(ClientProfile profile) {
    ReplayedClient client = of(profile).introduce();
    Tokens tokens = client.signIn();
    client.proxy().clock().pass(Duration.ofHours(2));
    assertThat(Answers.refused(client.proxy().call(tokens.access())).status()).isEqualTo(401);

    Tokens next = Tokens.of(client.refresh());

    Answers.admitted(client.proxy().call(next.access()));
    assertThat(next.scope()).isEqualTo(tokens.scope());
    assertThat(next.refreshToken()).isNotEqualTo(tokens.refreshToken());
  }

  private static void revocation(ClientProfile profile) {
    ReplayedClient client = of(profile).introduce();
    Tokens tokens = client.signIn();
    client.proxy().proxy().administration().revokeGrants().revoke(GrantQuery.EVERY);

    assertThat(Answers.refused(client.proxy().call(tokens.access())).status()).isEqualTo(401);
    Answers.assertRefused(client.refresh(), 400, "invalid_grant");
  }

  private static ReplayedClient of(ClientProfile profile) {
    return ReplayedClient.of(profile, ReplayedClient.settings());
  }
}
