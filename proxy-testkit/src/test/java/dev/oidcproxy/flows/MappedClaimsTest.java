package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.config.ResourceServer;
import dev.oidcproxy.domain.client.ClientAuthentication.SecretHash;
import dev.oidcproxy.domain.client.ClientAuthentication.Transport;
import dev.oidcproxy.domain.grant.ProviderClaims;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.TokenHash;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the operator takes of the provider's claims, all the way to tokens and backends. */
class MappedClaimsTest {

  private static final Map<String, Object> SAID =
      Map.of(
          "realm_access",
          Map.of("roles", List.of("reader", "größe,x")),
          "https://example.com/tenant",
          "acme",
          "level",
          3,
          "contractor",
          true,
          "canary",
          "canary-not-mapped");

  private static final Map<String, Object> TAKEN =
      Map.of(
          "roles", List.of("reader", "größe,x"), "tenant_id", "acme", "level", 3, "external", true);

  @Test
  void they_are_in_our_access_token() {
    TestProxy proxy = proxy(IdentityMode.NONE);
    Tokens tokens = signIn(proxy, SAID);

    assertThat(Jwts.claims(tokens.access())).containsAllEntriesOf(TAKEN);
    assertThat(Jwts.payload(tokens.access())).doesNotContain("canary");
  }

  @Test
  void a_backend_learns_them_from_headers_that_no_caller_can_send() {
    TestProxy proxy = proxy(IdentityMode.HEADERS);

    assertThat(headers(proxy, signIn(proxy, SAID)))
        .containsEntry("X-Forwarded-User", "alice")
        .containsEntry("X-Auth-Claim-Roles", "[\"reader\",\"gr%C3%B6%C3%9Fe,x\"]")
        .containsEntry("X-Auth-Claim-Tenant-Id", "acme")
        .containsEntry("X-Auth-Claim-Level", "3")
        .containsEntry("X-Auth-Claim-External", "true")
        .hasSize(10);
  }

  @Test
  void a_backend_learns_them_from_its_assertion() throws Exception {
    TestProxy proxy = proxy(IdentityMode.JWT);
    String bearer = headers(proxy, signIn(proxy, SAID)).get("Authorization");

    assertThat(PublishedJwks.of(proxy).verified(bearer.substring("Bearer ".length())))
        .containsEntry("sub", "alice")
        .containsEntry("roles", List.of("reader", "größe,x"))
        .containsEntry("tenant_id", "acme")
        .containsEntry("external", true);
  }

  @Test
  void whoever_embeds_the_proxy_has_them_with_the_caller() {
    TestProxy proxy = proxy(IdentityMode.NONE);
    Tokens tokens = signIn(proxy, SAID);
    var caller = proxy.proxy().verifyToken().verify(tokens.access(), proxy.resource().resource());

    assertThat(caller.claims().values()).containsEntry("level", 3L).hasSize(4);
    assertThat(caller.token().claims()).isEqualTo(caller.claims());
  }

  @Test
  void introspection_says_what_the_token_says() {
    TestProxy proxy =
        TestProxy.of(
            mapped(IdentityMode.NONE)
                .resourceServer(
                    new ResourceServer(
                        new ClientId("api"),
                        new SecretHash(TokenHash.of("secret"), Set.of(Transport.values())),
                        Set.of(new Resource("https://proxy.example/mcp")))));
    Tokens tokens = signIn(proxy, SAID);

    Map<String, Object> answer =
        TestProxy.json(
            proxy.post(
                "/introspect",
                Map.of("client_id", "api", "client_secret", "secret", "token", tokens.access())));

    assertThat(answer).containsEntry("active", true).containsAllEntriesOf(TAKEN);
  }

  @Test
  void what_the_provider_does_not_say_is_absent() {
    TestProxy proxy = proxy(IdentityMode.HEADERS);

    assertThat(headers(proxy, signIn(proxy, Map.of("level", 1))))
        .containsEntry("X-Auth-Claim-Level", "1")
        .doesNotContainKeys("X-Auth-Claim-Roles", "X-Auth-Claim-Tenant-Id");
  }

  @Test
  @Tag("S24")
  void s24_a_line_break_in_a_claim_is_in_no_header() {
    TestProxy proxy = proxy(IdentityMode.HEADERS);
    Map<String, Object> hostile =
        Map.of(
            "https://example.com/tenant",
            "a\r\nX-Forwarded-User: admin",
            "realm_access",
            Map.of("roles", List.of("b\r\nX-Forwarded-User: admin")));

    assertThat(headers(proxy, signIn(proxy, hostile)))
        .doesNotContainKey("X-Auth-Claim-Tenant-Id")
        .containsEntry("X-Auth-Claim-Roles", "[\"b\\u000d\\u000aX-Forwarded-User: admin\"]");
  }

  @Test
  @Tag("S32")
  void s32_what_is_too_large_is_left_out_in_one_line_that_names_it_and_quotes_nothing() {
    TestProxy proxy = proxy(IdentityMode.HEADERS);
    try (LogLines log = new LogLines()) {
      Tokens tokens =
          signIn(
              proxy,
              Map.of(
                  "https://example.com/tenant", "canary-tenant".repeat(100),
                  "level", Map.of("canary", 1),
                  "contractor", true));

      assertThat(headers(proxy, tokens))
          .containsEntry("X-Auth-Claim-External", "true")
          .doesNotContainKeys("X-Auth-Claim-Tenant-Id", "X-Auth-Claim-Level");
      assertThat(log.explanations())
          .filteredOn(line -> line.startsWith("the claim "))
          .satisfiesExactly(
              line -> assertThat(line).contains("tenant_id", "1024"),
              line -> assertThat(line).contains("level", "list of texts"));
      assertThat(log.all()).doesNotContain("canary-tenant");
    }
  }

  @Test
  void the_largest_that_is_taken_makes_a_token_that_passes() {
    TestProxy proxy =
        TestProxy.of(TestSettings.simple().claim("a", "x").claim("b", "x").claim("c", "x"));
    Tokens tokens = signIn(proxy, Map.of("x", "/".repeat(504)));

    assertThat(headers(proxy, tokens)).containsKeys("X-Auth-Claim-A", "X-Auth-Claim-B");
  }

  @Test
  void they_are_renewed_when_the_provider_says_anew_who_it_is() {
    TestProxy proxy = proxy(IdentityMode.HEADERS);
    TestClient client = TestClient.register(proxy);
    proxy.provider().conduct().say(new ProviderClaims(SAID, "groups"));
    Tokens first = client.signIn();
    proxy.provider().conduct().say(new ProviderClaims(Map.of("level", 4), "groups"));
    proxy.provider().conduct().seeAnew(FakeIdentityProvider.ALICE);
    proxy.clock().pass(Duration.ofMinutes(40));

    Tokens next = Tokens.of(client.refresh(first.refreshToken()));

    assertThat(Jwts.claims(next.access())).containsEntry("level", 4).doesNotContainKey("roles");
    assertThat(headers(proxy, next))
        .containsEntry("X-Auth-Claim-Level", "4")
        .doesNotContainKey("X-Auth-Claim-Roles");
    // Of one person there are not two truths: the older token stands for the same sign-in.
    assertThat(headers(proxy, first)).containsEntry("X-Auth-Claim-Level", "4");
  }

  @Test
  void they_stay_when_a_refresh_says_nothing_of_the_person() {
    TestProxy proxy = proxy(IdentityMode.HEADERS);
    TestClient client = TestClient.register(proxy);
    proxy.provider().conduct().say(new ProviderClaims(SAID, "groups"));
    Tokens first = client.signIn();
    proxy.provider().conduct().say(new ProviderClaims(Map.of("level", 4), "groups"));
    proxy.clock().pass(Duration.ofMinutes(40));

    Tokens next = Tokens.of(client.refresh(first.refreshToken()));

    assertThat(proxy.provider().refreshes()).isOne();
    assertThat(Jwts.claims(next.access())).containsAllEntriesOf(TAKEN);
  }

  @Test
  void what_the_operator_takes_out_goes_on_no_more() {
    TestProxy proxy = proxy(IdentityMode.HEADERS);
    Tokens tokens = signIn(proxy, SAID);
    TestProxy changed =
        new TestProxy(
            proxy.world(), TestSettings.simple().claim("level", "level"), TestProxy.HS256);

    assertThat(headers(changed, tokens))
        .containsEntry("X-Auth-Claim-Level", "3")
        .doesNotContainKeys("X-Auth-Claim-Roles", "X-Auth-Claim-Tenant-Id");
  }

  @Test
  @Tag("S33")
  void s33_they_are_stored_sealed() {
    DumpedStore dump = new DumpedStore();
    TestProxy proxy =
        new TestProxy(
            TestProxy.World.create(dump::around), mapped(IdentityMode.HEADERS), TestProxy.HS256);
    Tokens tokens = signIn(proxy, Map.of("https://example.com/tenant", "canary-tenant"));

    assertThat(headers(proxy, tokens)).containsEntry("X-Auth-Claim-Tenant-Id", "canary-tenant");
    assertThat(dump.collections()).contains("grants");
    assertThat(dump.text()).doesNotContain("canary-tenant");
  }

  private static TestProxy proxy(IdentityMode mode) {
    return TestProxy.of(mapped(mode));
  }

  private static TestSettings mapped(IdentityMode mode) {
    return TestSettings.bare()
        .resource("/mcp", mode)
        .claim("roles", "realm_access.roles")
        .claim("tenant_id", "https://example.com/tenant")
        .claim("level", "level")
        .claim("external", "contractor");
  }

  private static Tokens signIn(TestProxy proxy, Map<String, Object> said) {
    proxy.provider().conduct().say(new ProviderClaims(said, "groups"));
    return TestClient.register(proxy).signIn();
  }

  private static Map<String, String> headers(TestProxy proxy, Tokens tokens) {
    return Answers.admitted(proxy.call(tokens.access())).headers();
  }
}
