package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {

  private static final String A = "https://proxy.example/a";
  private static final String B = "https://proxy.example/b";

  private final TestProxy proxy =
      TestProxy.of(
          TestSettings.bare()
              .resource("/a", IdentityMode.NONE)
              .resource("/b", IdentityMode.NONE, "tools"));
  private final TestClient client = TestClient.register(proxy);

  @ParameterizedTest
  @ValueSource(strings = {A, A + "/", "HTTPS://PROXY.example/a", "https://proxy.example:443/a"})
  void a_resource_is_meant_by_any_kind_spelling_and_is_always_the_configured_text(String asked) {
    Tokens tokens = client.signIn(Map.of("resource", asked));

    assertThat(Jwts.claims(tokens.access())).containsEntry("aud", A);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://proxy.example/A", A + "//", A + "?q", A + "#f", "https://proxy.example"})
  void anything_else_is_another_resource(String asked) {
    assertRefused("&resource=" + URLEncoder.encode(asked, StandardCharsets.UTF_8));
  }

  @Test
  void with_several_resources_one_must_be_named() {
    assertRefused("");
  }

  @Test
  void two_different_resources_are_refused_and_one_named_twice_is_one() {
    assertRefused("&resource=" + A + "&resource=" + B);
    assertThat(
            proxy.browser().open(client.authorizeUrl() + "&resource=" + A + "&resource=" + A + "/"))
        .extracting(r -> r.status())
        .isEqualTo(200);
  }

  @Test
  void the_required_scopes_are_those_of_the_resource() {
    assertThat(client.signIn(Map.of("resource", A)).scope()).isEqualTo("openid");
    assertThat(client.signIn(Map.of("resource", B)).scope()).isEqualTo("openid tools");
  }

  @Tag("S15")
  @Test
  void s15_a_token_for_one_resource_is_none_at_another() {
    Tokens tokens = client.signIn(Map.of("resource", A));
    var a = proxy.settings().protectedResources().get(0);
    var b = proxy.settings().protectedResources().get(1);

    Answers.admitted(proxy.call(a, tokens.access(), Optional.empty()));
    var refused = Answers.refused(proxy.call(b, tokens.access(), Optional.empty()));
    Answers.assertRefused(refused, 401, "invalid_token");
  }

  @Test
  void without_any_resource_tokens_are_for_the_issuer() {
    TestProxy bare = TestProxy.of(TestSettings.bare());

    Tokens tokens = TestClient.register(bare).signIn();

    assertThat(Jwts.claims(tokens.access())).containsEntry("aud", "https://proxy.example");
    assertThat(
            bare.proxy()
                .verifyToken()
                .verify(tokens.access(), bare.settings().resources().getFirst()))
        .isNotNull();
  }

  private void assertRefused(String more) {
    var response = proxy.browser().visit(client.authorizeUrl() + more);
    Answers.assertSentBack(
        response.headers().first("Location").orElseThrow(), "invalid_target", TestClient.STATE);
  }
}
