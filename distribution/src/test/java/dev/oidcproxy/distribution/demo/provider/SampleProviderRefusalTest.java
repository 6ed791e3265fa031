package dev.oidcproxy.distribution.demo.provider;

import static dev.oidcproxy.distribution.demo.provider.Visitor.REDIRECT_URI;
import static dev.oidcproxy.distribution.demo.provider.Visitor.VERIFIER;
import static dev.oidcproxy.distribution.demo.provider.Visitor.answer;
import static dev.oidcproxy.distribution.demo.provider.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleProviderRefusalTest {

  private final AdjustableClock clock = new AdjustableClock();
  private SampleProvider provider;
  private Visitor visitor;

  @BeforeAll
  void start() {
    provider =
        SampleProvider.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            "demo-proxy",
            URI.create(REDIRECT_URI),
            clock);
    visitor = new Visitor(provider);
  }

  @AfterAll
  void stop() {
    visitor.close();
    provider.close();
  }

  @ParameterizedTest
  @CsvSource({
    "redirect_uri, http://127.0.0.1:8000/auth/callback/",
    "redirect_uri, https://attacker.example/",
    "client_id, somebody"
  })
  void what_is_not_registered_gets_a_page_and_no_redirect(String name, String value) {
    Map<String, String> request = visitor.authorizationRequest();
    request.put(name, value);

    HttpResponse<String> response = visitor.authorize(request);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Location")).isEmpty();
    assertThat(response.body()).doesNotContain(value);
  }

  @ParameterizedTest
  @CsvSource({
    "code_challenge, '', invalid_request",
    "code_challenge_method, plain, invalid_request",
    "code_challenge, tooshort, invalid_request",
    "response_type, token, unsupported_response_type",
    "response_mode, form_post, invalid_request",
    "scope, profile, invalid_scope",
    "request, eyJ, request_not_supported",
    "request_uri, https://rp.example/r, request_uri_not_supported",
    "prompt, none, login_required"
  })
  void what_is_not_served_is_refused_at_the_redirect_uri(String name, String value, String error) {
    Map<String, String> request = visitor.authorizationRequest();
    request.put(name, value);

    HttpResponse<String> response = visitor.authorize(request);

    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location").orElseThrow()).startsWith(REDIRECT_URI);
    assertThat(answer(response))
        .containsEntry("error", error)
        .containsEntry("iss", provider.issuer().toString())
        .containsKey("state");
  }

  @Test
  void a_login_from_another_site_is_refused() {
    Map<String, String> request = visitor.authorizationRequest();
    request.put("user", "ada");

    HttpResponse<String> response =
        visitor.post("/login", request, "Origin", "https://attacker.example");

    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void an_unknown_user_cannot_sign_in() {
    HttpResponse<String> page = visitor.authorize(visitor.authorizationRequest());

    assertThat(visitor.press(page, "mallory").statusCode()).isEqualTo(400);
  }

  @Test
  void a_code_replayed_ends_the_login() {
    String code = visitor.signIn("ada").get("code");
    Map<String, Object> tokens = json(visitor.redeem(code, VERIFIER));

    assertThat(json(visitor.redeem(code, VERIFIER))).containsEntry("error", "invalid_grant");
    assertThat(json(visitor.refresh(tokens.get("refresh_token"))))
        .containsEntry("error", "invalid_grant");
    assertThat(visitor.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(401);
  }

  @Test
  void a_refresh_token_replayed_ends_the_login() {
    Map<String, Object> first = json(visitor.redeem(visitor.signIn("ada").get("code"), VERIFIER));
    Map<String, Object> second = json(visitor.refresh(first.get("refresh_token")));

    assertThat(json(visitor.refresh(first.get("refresh_token"))))
        .containsEntry("error", "invalid_grant");
    assertThat(json(visitor.refresh(second.get("refresh_token"))))
        .containsEntry("error", "invalid_grant");
  }

  @Test
  void a_wrong_verifier_is_refused_and_does_not_spend_the_code() {
    String code = visitor.signIn("ada").get("code");

    assertThat(json(visitor.redeem(code, "x".repeat(43)))).containsEntry("error", "invalid_grant");
    assertThat(visitor.redeem(code, VERIFIER).statusCode()).isEqualTo(200);
  }

  @Test
  void a_code_lives_a_minute() {
    String code = visitor.signIn("ada").get("code");

    clock.pass(Grants.CODE_LIFETIME);

    assertThat(json(visitor.redeem(code, VERIFIER))).containsEntry("error", "invalid_grant");
  }

  @Test
  void a_code_is_no_refresh_token() {
    assertThat(json(visitor.refresh(visitor.signIn("ada").get("code"))))
        .containsEntry("error", "invalid_grant");
  }

  @Test
  void a_wrong_secret_is_refused() {
    Map<String, String> form = Map.of("grant_type", "refresh_token", "refresh_token", "any");

    HttpResponse<String> basic =
        visitor.post("/token", form, "Authorization", visitor.basic("wrong"));
    HttpResponse<String> none = visitor.post("/token", form);

    assertThat(basic.statusCode()).isEqualTo(401);
    assertThat(basic.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(json(basic)).containsEntry("error", "invalid_client");
    assertThat(json(none)).containsEntry("error", "invalid_client");
  }

  @Test
  void the_secret_may_come_in_the_body() {
    String code = visitor.signIn("ada").get("code");

    HttpResponse<String> response =
        visitor.post(
            "/token",
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                REDIRECT_URI,
                "code_verifier",
                VERIFIER,
                "client_id",
                provider.clientId(),
                "client_secret",
                provider.clientSecret().reveal()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void an_unknown_grant_type_and_a_body_that_is_no_form_are_refused() {
    assertThat(json(visitor.token(Map.of("grant_type", "password"))))
        .containsEntry("error", "unsupported_grant_type");
    assertThat(visitor.get("/token").statusCode()).isEqualTo(405);
    assertThat(visitor.userinfo("not.a.token").statusCode()).isEqualTo(401);
  }
}
