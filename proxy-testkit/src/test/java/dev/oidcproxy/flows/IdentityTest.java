package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
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

class IdentityTest {

  @Test
  void a_backend_learns_who_calls_from_headers() {
    TestProxy proxy = TestProxy.simple();
    TestClient client = TestClient.register(proxy);

    assertThat(Answers.admitted(proxy.call(client.signIn().access())).headers())
        .isEqualTo(
            Map.of(
                "X-Forwarded-User", "alice",
                "X-Forwarded-Email", "alice@example.com",
                "X-Forwarded-Preferred-Username", "alice",
                "X-Forwarded-Groups", "[\"staff\"]",
                "X-Auth-Client-Id", client.id(),
                "X-Auth-Scopes", "openid"));
  }

  @Test
  void text_that_no_header_can_carry_is_percent_encoded() {
    assertThat(headers("zoë 100% \u0000", List.of("b,c", "q\"\\", "größe")))
        .containsEntry("X-Forwarded-User", "zo%C3%AB 100%25 %00")
        .containsEntry("X-Forwarded-Groups", "[\"b,c\",\"q\\\"\\\\\",\"gr%C3%B6%C3%9Fe\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Forwarded-User: admin", "a\nb", "a\rb"})
  @Tag("S24")
  void s24_a_line_break_is_refused(String subject) {
    assertThat(headers(subject, List.of())).doesNotContainKey("X-Forwarded-User");
  }

  @Test
  @Tag("S24")
  void s24_a_line_break_in_a_group_stays_inside_the_json() {
    assertThat(headers("a", List.of("x\r\nX-Forwarded-User: admin")).get("X-Forwarded-Groups"))
        .isEqualTo("[\"x\\u000d\\u000aX-Forwarded-User: admin\"]");
  }

  @Test
  void nobody_becomes_another_by_a_space_that_readers_drop() {
    assertThat(headers(" alice ", List.of())).containsEntry("X-Forwarded-User", "%20alice%20");
  }

  @Test
  void what_is_longer_than_4_kib_is_left_out_and_never_cut() {
    assertThat(headers("s".repeat(4096), List.of())).containsKey("X-Forwarded-User");
    assertThat(headers("s".repeat(4097), List.of())).doesNotContainKey("X-Forwarded-User");
    assertThat(headers("ö".repeat(700), List.of())).doesNotContainKey("X-Forwarded-User");
    assertThat(headers("a", List.of("g".repeat(4096)))).doesNotContainKey("X-Forwarded-Groups");
  }

  @Test
  void nothing_is_said_when_the_operator_wants_that() {
    assertThat(admitted(IdentityMode.NONE)).isEmpty();
  }

  @Test
  void the_providers_token_is_handed_on_when_the_operator_wants_that() {
    assertThat(admitted(IdentityMode.UPSTREAM_TOKEN))
        .containsOnlyKeys("Authorization")
        .hasEntrySatisfying(
            "Authorization", v -> assertThat(v).startsWith("Bearer canary-upstream-access-"));
  }

  @Test
  void an_assertion_for_the_backend_verifies_with_our_published_keys() throws Exception {
    TestProxy proxy =
        TestProxy.of(TestSettings.bare().resource("/mcp", IdentityMode.JWT).validScopes("read"));
    TestClient client = TestClient.register(proxy);
    String access = client.signIn().access();

    String bearer = Answers.admitted(proxy.call(access)).headers().get("Authorization");
    String assertion = bearer.substring("Bearer ".length());

    Map<String, Object> claims = PublishedJwks.of(proxy).verified(assertion);
    assertThat(claims)
        .containsEntry("iss", "https://proxy.example")
        .containsEntry("aud", "http://backend.example/mcp")
        .containsEntry("sub", "alice")
        .containsEntry("email", "alice@example.com")
        .containsEntry("email_verified", true)
        .containsEntry("name", "Alice Example")
        .containsEntry("preferred_username", "alice")
        .containsEntry("client_id", client.id())
        .containsEntry("scope", "openid")
        .containsEntry("groups", List.of("staff"))
        .containsKeys("iat", "exp", "jti");
    assertThat(assertion).isNotEqualTo(access);
    assertThat(Jwts.header(assertion)).containsEntry("alg", "ES256").containsEntry("typ", "JWT");
    Answers.assertRefused(Answers.refused(proxy.call(assertion)), 401, "invalid_token");
  }

  private static Map<String, String> admitted(IdentityMode mode) {
    TestProxy proxy = TestProxy.of(TestSettings.bare().resource("/mcp", mode));
    return Answers.admitted(proxy.call(TestClient.register(proxy).signIn().access())).headers();
  }

  private static Map<String, String> headers(String subject, List<String> groups) {
    TestProxy proxy = TestProxy.simple();
    TestClient client = TestClient.register(proxy);
    Identity person =
        new Identity(
            FakeIdentityProvider.ISSUER,
            subject,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            groups);
    String code = FormText.query(client.answer(proxy.browser(), Map.of(), person)).get("code");
    return Answers.admitted(proxy.call(Tokens.of(client.redeem(code)).access())).headers();
  }
}
