package dev.oidcproxy.flows;

import static dev.oidcproxy.flows.DocumentHost.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestProxy.World;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code private_key_jwt}, and the attack S21. */
class ClientAssertionTest {

  private static final String KEYS = "https://app.example/oauth/keys.json";
  private static final String TOKEN_ENDPOINT = "https://proxy.example/token";
  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final DocumentHost host = new DocumentHost();
  private final World world = World.create(store -> store);
  private final TestProxy proxy = host.proxy(world, TestSettings.simple());
  private final TestClient client = new TestClient(proxy, CLIENT, TestClient.WEB);
  private final ClientKey key = ClientKey.make("ES256", "first");

  @BeforeEach
  void publish() {
    publishInline(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
  void a_client_proves_itself_with_any_of_the_algorithms(String algorithm) {
    ClientKey own = ClientKey.make(algorithm, "own");
    publishInline(own);

    HttpResponse response = redeem(client.code(), signed(own, c -> {}));

    Tokens tokens = Tokens.of(response);
    String again = signed(own, c -> c.setStringClaim("jti", "2"));
    assertThat(client.refresh(tokens.refreshToken(), asserted(again)).status()).isEqualTo(200);
  }

  @Test
  void the_issuer_is_an_audience_and_the_client_id_may_be_left_out() {
    Map<String, String> changes =
        new HashMap<>(asserted(signed(key, c -> c.setAudience("https://proxy.example"))));
    changes.put("client_id", "");

    assertThat(client.redeem(client.code(), changes).status()).isEqualTo(200);
  }

  @Test
  void a_client_with_keys_must_use_them() {
    String code = client.code();

    Answers.assertRefused(client.redeem(code), 401, "invalid_client");
    Answers.assertRefused(
        client.redeem(code, Map.of("client_secret", "guess")), 401, "invalid_client");
    assertThat(redeem(code, signed(key, c -> {})).status()).isEqualTo(200);
  }

  @Test
  void two_ways_at_once_are_refused() {
    Map<String, String> changes = new HashMap<>(asserted(signed(key, c -> {})));
    changes.put("client_secret", "s");

    Answers.assertRefused(client.redeem(client.code(), changes), 400, "invalid_request");
    Answers.assertRefused(
        client.redeem(client.code(), Map.of("client_assertion", "x")), 401, "invalid_client");
  }

  @Tag("S21")
  @Test
  void s21_an_assertion_is_good_once_on_all_nodes() {
    String assertion = signed(key, c -> {});
    TestClient elsewhere = client.at(host.proxy(world, TestSettings.simple()));
    String code = client.code();
    assertThat(redeem(client.code(), assertion).status()).isEqualTo(200);

    Answers.assertRefused(redeem(code, assertion), 401, "invalid_client");
    Answers.assertRefused(elsewhere.redeem(code, asserted(assertion)), 401, "invalid_client");
  }

  @Tag("S21")
  @Test
  void s21_one_of_many_at_once_is_first() {
    String assertion = signed(key, c -> {});

    List<HttpResponse> answers =
        Answers.atOnce(
            16,
            () -> {
              Map<String, String> form = new LinkedHashMap<>(asserted(assertion));
              form.put("token", "unknown");
              return proxy.post("/revoke", form);
            });

    assertThat(answers).extracting(HttpResponse::status).containsOnly(200, 401);
    assertThat(answers).extracting(HttpResponse::status).containsOnlyOnce(200);
  }

  @Tag("S21")
  @Test
  void s21_what_does_not_say_all_it_must_is_refused() {
    String code = client.code();
    List<Consumer<JwtClaims>> wrong =
        List.of(
            c -> c.setAudience("https://other.example"),
            c -> c.setAudience("https://proxy.example/"),
            c -> c.setAudience(TOKEN_ENDPOINT, "https://other.example"),
            c -> c.unsetClaim("aud"),
            c -> c.setIssuer("https://app.example/oauth/other.json"),
            c -> c.unsetClaim("iss"),
            c -> c.setSubject("https://app.example/oauth/other.json"),
            c -> c.unsetClaim("sub"),
            c -> c.unsetClaim("jti"),
            c -> c.unsetClaim("exp"),
            c -> c.setExpirationTime(at(301)),
            c -> c.setExpirationTime(at(-61)),
            c -> c.setIssuedAt(at(61)),
            c -> c.setNotBefore(at(61)),
            c -> {
              c.unsetClaim("iat");
              c.setExpirationTime(at(301));
            });
    for (int i = 0; i < wrong.size(); i++) {
      HttpResponse answer = redeem(code, signed(key, wrong.get(i)));
      assertThat(answer.status()).as("number " + i).isEqualTo(401);
    }
    assertThat(redeem(code, signed(key, c -> {})).status()).isEqualTo(200);
  }

  @Tag("S21")
  @Test
  void s21_another_key_of_the_same_name_proves_nothing() {
    Answers.assertRefused(
        redeem(client.code(), signed(ClientKey.make("ES256", "first"), c -> {})),
        401,
        "invalid_client");
    assertThat(host.asked(CLIENT)).isEqualTo(1);
  }

  @Tag("S21")
  @Test
  void s21_a_new_inline_key_costs_one_fetch() {
    String code = client.code();
    ClientKey next = ClientKey.make("ES256", "second");
    publishInline(next);
    proxy.clock().pass(Duration.ofSeconds(31));

    assertThat(redeem(code, signed(next, c -> {})).status()).isEqualTo(200);
    assertThat(host.asked(CLIENT)).isEqualTo(2);
    for (int i = 0; i < 5; i++) {
      Answers.assertRefused(
          redeem(code, signed(ClientKey.make("ES256", "nobody's"), c -> {})),
          401,
          "invalid_client");
    }
    assertThat(host.asked(CLIENT)).isEqualTo(2);
  }

  @Tag("S21")
  @Test
  void s21_a_new_published_key_costs_one_fetch() {
    publishAt(KEYS, key);
    Tokens tokens = Tokens.of(redeem(client.code(), signed(key, c -> {})));
    ClientKey next = ClientKey.make("ES256", "second");
    host.serve(KEYS, next.set());
    proxy.clock().pass(Duration.ofSeconds(31));

    String assertion = signed(next, c -> c.setStringClaim("jti", "2"));
    assertThat(client.refresh(tokens.refreshToken(), asserted(assertion)).status()).isEqualTo(200);
    assertThat(host.asked(KEYS)).isEqualTo(2);
    for (int i = 0; i < 5; i++) {
      Answers.assertRefused(
          redeem("code", signed(ClientKey.make("ES256", "nobody's"), c -> {})),
          401,
          "invalid_client");
    }
    assertThat(host.asked(KEYS)).isEqualTo(2);
  }

  @Test
  void keys_that_cannot_be_fetched_are_trouble_and_cost_nothing() {
    publishAt(KEYS, key);
    host.withdraw(KEYS);
    String code = client.code();

    Answers.assertRefused(redeem(code, signed(key, c -> {})), 503, "temporarily_unavailable");
    host.serve(KEYS, key.set());
    proxy.clock().pass(Duration.ofSeconds(2));
    assertThat(redeem(code, signed(key, c -> {})).status()).isEqualTo(200);
  }

  @Test
  void keys_on_a_host_that_is_not_trusted_make_no_client() {
    TestProxy narrow = host.proxy(TestSettings.simple().documentHosts("app.example"));
    publishAt("https://elsewhere.example/keys", key);

    Answers.assertPage(narrow.browser().visit(client.at(narrow).authorizeUrl()), 400);
  }

  private void publishInline(ClientKey own) {
    host.serve(
        CLIENT,
        DocumentHost.document(
            TestClient.WEB,
            ",\"token_endpoint_auth_methods_supported\":[\"none\",\"private_key_jwt\"],\"jwks\":"
                + own.set()));
  }

  private void publishAt(String url, ClientKey own) {
    host.serve(
        CLIENT,
        DocumentHost.document(
            TestClient.WEB,
            ",\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks_uri\":\"" + url + "\""));
    host.serve(url, own.set());
  }

  private HttpResponse redeem(String code, String assertion) {
    return client.redeem(code, asserted(assertion));
  }

  private static Map<String, String> asserted(String assertion) {
    return Map.of("client_assertion", assertion, "client_assertion_type", JWT_BEARER);
  }

  private String signed(ClientKey by, Consumer<JwtClaims> changes) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(CLIENT);
    claims.setSubject(CLIENT);
    claims.setAudience(TOKEN_ENDPOINT);
    claims.setStringClaim("jti", "1");
    claims.setIssuedAt(at(0));
    claims.setExpirationTime(at(300));
    changes.accept(claims);
    return by.sign(claims);
  }

  private NumericDate at(long seconds) {
    return NumericDate.fromSeconds(proxy.clock().instant().getEpochSecond() + seconds);
  }
}
