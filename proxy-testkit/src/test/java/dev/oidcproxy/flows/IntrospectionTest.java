package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.config.ResourceServer;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.ClientAuthentication.PrivateKey;
import dev.oidcproxy.domain.client.ClientAuthentication.SecretHash;
import dev.oidcproxy.domain.client.ClientAuthentication.Transport;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.TokenHash;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestProxy.World;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntrospectionTest {

  private static final String SECRET = "canary-secret-of-the-resource-server";
  private static final String A = "https://proxy.example/a";
  private static final String B = "https://proxy.example/b";
  private static final String KEYS = "https://api.example/jwks.json";

  private final DocumentHost host = new DocumentHost();
  private final ClientKey key = ClientKey.make("ES256", "own");
  private final TestProxy proxy =
      host.proxy(
          World.create(store -> store),
          TestSettings.bare()
              .resource("/a", IdentityMode.NONE)
              .resource("/b", IdentityMode.NONE)
              .resourceServer(server("api", secret(), A, B))
              .resourceServer(server("only-b", secret(), B))
              .resourceServer(
                  server(
                      "signer",
                      new PrivateKey(
                          Optional.empty(), Optional.of(URI.create(KEYS)), Set.of("ES256")),
                      A)));
  private final TestClient client = TestClient.register(proxy);

  @Test
  void a_good_token_is_active_with_what_it_says() {
    Tokens tokens = signedIn();
    Map<String, Object> claims = Jwts.claims(tokens.access());

    HttpResponse response = ask("api", tokens.access());

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers().all("Cache-Control")).containsExactly("no-store");
    Map<String, Object> answer = TestProxy.json(response);
    assertThat(answer)
        .containsOnlyKeys(
            "active", "iss", "sub", "aud", "client_id", "scope", "exp", "iat", "jti", "token_type")
        .containsEntry("active", true)
        .containsEntry("token_type", "Bearer")
        .containsEntry("aud", A)
        .containsEntry("client_id", client.id());
    for (String claim : List.of("iss", "sub", "scope", "jti")) {
      assertThat(answer.get(claim)).isEqualTo(claims.get(claim));
    }
    for (String time : List.of("exp", "iat")) {
      assertThat(((Number) answer.get(time)).longValue())
          .isEqualTo(((Number) claims.get(time)).longValue());
    }
  }

  @Test
  void a_revoked_token_is_inactive_at_once() {
    Tokens tokens = signedIn();
    assertThat(active("api", tokens.access())).isTrue();

    client.revoke(tokens.refreshToken());

    assertThat(active("api", tokens.access())).isFalse();
  }

  @Test
  void an_expired_token_is_inactive() {
    Tokens tokens = signedIn();
    proxy.clock().pass(Duration.ofSeconds(tokens.expiresIn()).minusSeconds(1));
    assertThat(active("api", tokens.access())).isTrue();

    proxy.clock().pass(Duration.ofSeconds(1));

    assertThat(active("api", tokens.access())).isFalse();
  }

  @Test
  @Tag("S15")
  void s15_a_server_learns_nothing_of_tokens_for_other_resources() {
    Tokens tokens = signedIn();

    HttpResponse response = ask("only-b", tokens.access());

    assertThat(TestProxy.json(response)).isEqualTo(Map.of("active", false));
  }

  @Test
  @Tag("S17")
  void s17_what_is_no_access_token_is_inactive_as_good_as_it_may_be() {
    Tokens tokens = signedIn();
    String code = client.code(Map.of("resource", A));
    String access = tokens.access();

    for (String other :
        List.of(
            tokens.refreshToken(),
            code,
            client.id(),
            access.substring(0, access.length() - 4) + "AAAA",
            "garbage",
            "\u00e4")) {
      HttpResponse response = ask("api", other);
      assertThat(response.status()).isEqualTo(200);
      assertThat(TestProxy.json(response)).isEqualTo(Map.of("active", false));
    }
    assertThat(client.refresh(tokens.refreshToken()).status()).isEqualTo(200);
  }

  @Test
  void the_token_before_a_refresh_stays_active_to_its_end() {
    Tokens tokens = signedIn();
    Tokens next = Tokens.of(client.refresh(tokens.refreshToken()));

    assertThat(active("api", tokens.access())).isTrue();
    assertThat(active("api", next.access())).isTrue();
  }

  @Test
  void the_secret_travels_in_the_header_or_in_the_form() {
    Tokens tokens = signedIn();
    String basic =
        Base64.getEncoder().encodeToString(("api:" + SECRET).getBytes(StandardCharsets.UTF_8));

    HttpResponse response =
        proxy.post(
            "/introspect",
            FormText.encode(Map.of("token", tokens.access())),
            Map.of("Authorization", "Basic " + basic));

    assertThat(TestProxy.json(response)).containsEntry("active", true);
  }

  @Test
  void a_server_proves_itself_with_a_key_that_it_publishes() {
    host.serve(KEYS, key.set());
    Tokens tokens = signedIn();
    Map<String, String> form = new HashMap<>();
    form.put("token", tokens.access());
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.put("client_assertion", assertion());

    assertThat(TestProxy.json(proxy.post("/introspect", form))).containsEntry("active", true);
    Answers.assertRefused(proxy.post("/introspect", form), 401, "invalid_client");
  }

  @Test
  @Tag("S31")
  void s31_only_configured_servers_are_answered_and_all_refusals_look_alike() {
    Tokens tokens = signedIn();
    Map<String, Object> registered =
        TestProxy.json(
            proxy.register(
                "{\"redirect_uris\":[\"https://x.example/\"],"
                    + "\"token_endpoint_auth_method\":\"client_secret_post\"}"));
    HttpResponse wrong = ask("api", "wrong", tokens.access());

    Answers.assertRefused(wrong, 401, "invalid_client");
    for (HttpResponse other :
        List.of(
            ask("unknown", SECRET, tokens.access()),
            ask(
                (String) registered.get("client_id"),
                (String) registered.get("client_secret"),
                tokens.access()),
            proxy.post("/introspect", Map.of("client_id", client.id(), "token", tokens.access())),
            proxy.post("/introspect", Map.of("client_id", "api", "token", tokens.access())))) {
      assertThat(other.status()).isEqualTo(401);
      assertThat(other.body()).isEqualTo(wrong.body());
    }
  }

  @Test
  @Tag("S31")
  void s31_the_secret_of_a_server_cannot_be_guessed_for_long() {
    for (int i = 0; i < 30; i++) {
      Answers.assertRefused(ask("api", "guess " + i, "x"), 401, "invalid_client");
    }

    Answers.assertRefused(ask("api", SECRET, "x"), 429, "temporarily_unavailable");
    assertThat(ask("only-b", "x").status()).isEqualTo(200);
  }

  @Test
  void a_resource_server_is_no_client() {
    Answers.assertPage(
        proxy.browser().visit(new TestClient(proxy, "api", TestClient.WEB).authorizeUrl()), 400);
    Answers.assertRefused(
        proxy.post("/revoke", Map.of("client_id", "api", "client_secret", SECRET, "token", "x")),
        401,
        "invalid_client");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client_id=api&client_secret=" + SECRET,
        "client_id=api&client_secret=" + SECRET + "&token=",
        "client_id=api&client_secret=" + SECRET + "&token=a&token=b"
      })
  void a_request_without_one_token_is_refused(String form) {
    Answers.assertRefused(proxy.post("/introspect", form, Map.of()), 400, "invalid_request");
  }

  @Test
  void the_metadata_names_what_is_configured() {
    assertThat(metadata(proxy))
        .containsEntry("introspection_endpoint", "https://proxy.example/introspect")
        .containsEntry(
            "introspection_endpoint_auth_methods_supported",
            List.of("client_secret_basic", "client_secret_post", "private_key_jwt"))
        .containsEntry(
            "introspection_endpoint_auth_signing_alg_values_supported",
            List.of("RS256", "PS256", "ES256", "EdDSA"));
    TestProxy secrets =
        TestProxy.of(
            TestSettings.simple().resourceServer(server("api", secret(), "https://x.example/")));
    assertThat(metadata(secrets))
        .containsKey("introspection_endpoint")
        .containsEntry(
            "introspection_endpoint_auth_methods_supported",
            List.of("client_secret_basic", "client_secret_post"))
        .doesNotContainKey("introspection_endpoint_auth_signing_alg_values_supported");
  }

  @Test
  void without_servers_there_is_nothing() {
    TestProxy none = TestProxy.simple();

    assertThat(none.post("/introspect", Map.of("token", "x")).status()).isEqualTo(404);
    assertThat(metadata(none).keySet()).noneMatch(name -> name.startsWith("introspection"));
  }

  @Test
  void no_script_of_another_origin_reads_an_answer() {
    assertThat(ask("api", "x").headers().first("Access-Control-Allow-Origin")).isEmpty();
  }

  private Tokens signedIn() {
    return client.signIn(Map.of("resource", A));
  }

  private boolean active(String server, String token) {
    return (boolean) TestProxy.json(ask(server, token)).get("active");
  }

  private HttpResponse ask(String server, String token) {
    return ask(server, SECRET, token);
  }

  private HttpResponse ask(String server, String secret, String token) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", server);
    form.put("client_secret", secret);
    form.put("token", token);
    return proxy.post("/introspect", form);
  }

  private String assertion() {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer("signer");
    claims.setSubject("signer");
    claims.setAudience("https://proxy.example");
    claims.setJwtId("1");
    claims.setExpirationTime(
        NumericDate.fromSeconds(proxy.clock().instant().getEpochSecond() + 60));
    return key.sign(claims);
  }

  private static Map<String, Object> metadata(TestProxy at) {
    return TestProxy.json(at.get("/.well-known/oauth-authorization-server"));
  }

  private static ResourceServer server(
      String id, ClientAuthentication authentication, String... resources) {
    return new ResourceServer(
        new ClientId(id),
        authentication,
        Set.copyOf(Stream.of(resources).map(Resource::new).toList()));
  }

  private static ClientAuthentication secret() {
    return new SecretHash(TokenHash.of(SECRET), Set.of(Transport.BASIC, Transport.POST));
  }
}
