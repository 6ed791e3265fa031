package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidentialClientTest {

  private final TestProxy proxy = TestProxy.simple();

  @Test
  void a_client_that_registered_for_basic_must_use_it() {
    Map<String, Object> registered = register("client_secret_basic");
    TestClient client = client(registered);
    String secret = (String) registered.get("client_secret");
    String code = client.code();

    Answers.assertRefused(client.redeem(code), 401, "invalid_client");
    Answers.assertRefused(
        client.redeem(code, Map.of("client_secret", secret)), 401, "invalid_client");
    assertThat(redeem(client, code, basic(client.id(), secret)).status()).isEqualTo(200);
  }

  @Test
  void a_client_that_registered_for_post_must_use_it() {
    Map<String, Object> registered = register("client_secret_post");
    TestClient client = client(registered);
    String secret = (String) registered.get("client_secret");
    String code = client.code();

    Answers.assertRefused(redeem(client, code, basic(client.id(), secret)), 401, "invalid_client");
    assertThat(client.redeem(code, Map.of("client_secret", secret)).status()).isEqualTo(200);
  }

  @Test
  @Tag("S31")
  void s31_a_wrong_secret_and_an_unknown_client_look_alike() {
    TestClient client = client(register("client_secret_basic"));

    HttpResponse wrong = redeem(client, "x", basic(client.id(), "wrong"));
    HttpResponse unknown = redeem(client, "x", basic("unknown", "wrong"));

    Answers.assertRefused(wrong, 401, "invalid_client");
    assertThat(unknown.body()).isEqualTo(wrong.body());
    assertThat(wrong.headers().first("WWW-Authenticate").orElseThrow()).startsWith("Basic");
  }

  @Test
  void the_secret_is_needed_for_refresh_and_revocation_too() {
    Map<String, Object> registered = register("client_secret_post");
    TestClient client = client(registered);
    Map<String, String> proof = Map.of("client_secret", (String) registered.get("client_secret"));
    var tokens = TestClient.Tokens.of(client.redeem(client.code(), proof));

    Answers.assertRefused(client.refresh(tokens.refreshToken()), 401, "invalid_client");
    Answers.assertRefused(client.revoke(tokens.refreshToken()), 401, "invalid_client");
    assertThat(client.refresh(tokens.refreshToken(), proof).status()).isEqualTo(200);
  }

  @Test
  void two_ways_at_once_are_refused() {
    Map<String, Object> registered = register("client_secret_basic");
    TestClient client = client(registered);
    String secret = (String) registered.get("client_secret");

    Map<String, String> form = form(client, "x");
    form.put("client_secret", secret);
    Answers.assertRefused(send(form, basic(client.id(), secret)), 400, "invalid_request");
    form = form(client, "x");
    form.put("client_id", "another");
    Answers.assertRefused(send(form, basic(client.id(), secret)), 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Basic ", "Bearer x", ""})
  void a_header_that_is_no_basic_authentication_is_refused(String header) {
    TestClient client = client(register("client_secret_basic"));

    Answers.assertRefused(redeem(client, "x", header), 401, "invalid_client");
  }

  @Test
  void credentials_are_form_encoded_inside_basic() {
    TestClient client = TestClient.register(proxy);

    String encoded = URLEncoder.encode(client.id(), StandardCharsets.UTF_8);
    assertThat(redeem(client, client.code(), basic(encoded, "any")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "some secret"})
  void a_public_client_may_send_a_secret_that_proves_nothing(String secret) {
    TestClient client = TestClient.register(proxy);

    assertThat(redeem(client, client.code(), basic(client.id(), secret)).status()).isEqualTo(200);
    assertThat(client.redeem(client.code(), Map.of("client_secret", secret)).status())
        .isEqualTo(200);
  }

  private Map<String, Object> register(String method) {
    return TestProxy.json(
        proxy.register(
            "{\"redirect_uris\":[\"%s\"],\"token_endpoint_auth_method\":\"%s\"}"
                .formatted(TestClient.LOOPBACK, method)));
  }

  private TestClient client(Map<String, Object> registered) {
    return new TestClient(proxy, (String) registered.get("client_id"), TestClient.LOOPBACK);
  }

  private HttpResponse redeem(TestClient client, String code, String authorization) {
    return send(form(client, code), authorization);
  }

  private HttpResponse send(Map<String, String> form, String authorization) {
    return proxy.post("/token", FormText.encode(form), Map.of("Authorization", authorization));
  }

  private static Map<String, String> form(TestClient client, String code) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", client.redirectUri());
    form.put("code_verifier", TestClient.VERIFIER);
    return form;
  }

  private static String basic(String id, String secret) {
    return "Basic "
        + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }
}
