package dev.oidcproxy.distribution.demo.provider;

import static dev.oidcproxy.distribution.demo.provider.Visitor.VERIFIER;
import static dev.oidcproxy.distribution.demo.provider.Visitor.answer;
import static dev.oidcproxy.distribution.demo.provider.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleProviderTest {

  private final AdjustableClock clock = new AdjustableClock();
  private SampleProvider provider;
  private Visitor visitor;

  @BeforeAll
  void start() {
    provider =
        SampleProvider.start(anyPort(), "demo-proxy", URI.create(Visitor.REDIRECT_URI), clock);
    visitor = new Visitor(provider);
  }

  @AfterAll
  void stop() {
    visitor.close();
    provider.close();
  }

  @Test
  void the_discovery_document_has_every_mandatory_field_and_leads_to_the_keys() {
    HttpResponse<String> response = visitor.get("/.well-known/openid-configuration");

    assertThat(provider.configUrl()).isEqualTo(response.uri());
    assertThat(json(response))
        .containsEntry("issuer", provider.issuer().toString())
        .containsKeys(
            "authorization_endpoint",
            "token_endpoint",
            "jwks_uri",
            "response_types_supported",
            "subject_types_supported",
            "id_token_signing_alg_values_supported")
        .containsEntry("authorization_response_iss_parameter_supported", true)
        .containsEntry("request_uri_parameter_supported", false);
    assertThat(visitor.get("/jwks").body()).contains("\"kid\"").doesNotContain("\"d\"");
  }

  @Test
  void a_user_signs_in_and_the_tokens_say_who_it_is() throws Exception {
    Map<String, String> answer = visitor.signIn("ada");
    assertThat(answer)
        .containsEntry("state", "a \"state\" & more")
        .containsEntry("iss", provider.issuer().toString());

    Map<String, Object> tokens = json(visitor.redeem(answer.get("code"), VERIFIER));

    assertThat(tokens).containsEntry("token_type", "Bearer").containsEntry("expires_in", 600L);
    JwtClaims idToken = verify(tokens.get("id_token"), "JWT", "demo-proxy");
    assertThat(idToken.getClaimsMap())
        .containsEntry("sub", "ada")
        .containsEntry("name", "Ada Lovelace")
        .containsEntry("preferred_username", "Ada Lovelace")
        .containsEntry("email", "ada@example.org")
        .containsEntry("email_verified", true)
        .containsEntry("nonce", "n-0S6_WzA2Mj")
        .containsKeys("auth_time", "at_hash");
    JwtClaims accessToken =
        verify(tokens.get("access_token"), "at+jwt", provider.issuer().toString());
    assertThat(accessToken.getClaimsMap())
        .containsEntry("sub", "ada")
        .containsEntry("client_id", "demo-proxy")
        .containsEntry("scope", "openid profile email")
        .containsKey("jti");
    assertThat(json(visitor.userinfo(tokens.get("access_token"))))
        .containsEntry("sub", "ada")
        .containsEntry("name", "Ada Lovelace");
  }

  @Test
  void claims_follow_the_scope() throws Exception {
    Map<String, String> request = visitor.authorizationRequest();
    request.put("scope", "openid unheard_of");
    Map<String, String> answer = answer(visitor.press(visitor.authorize(request), "grace"));

    Map<String, Object> tokens = json(visitor.redeem(answer.get("code"), VERIFIER));

    assertThat(tokens).containsEntry("scope", "openid");
    assertThat(verify(tokens.get("id_token"), "JWT", "demo-proxy").getClaimsMap())
        .containsEntry("sub", "grace")
        .doesNotContainKeys("name", "email");
  }

  @Test
  void each_refresh_replaces_the_refresh_token() {
    Map<String, Object> first = json(visitor.redeem(visitor.signIn("ada").get("code"), VERIFIER));
    Map<String, Object> second = json(visitor.refresh(first.get("refresh_token")));

    assertThat(second.get("refresh_token")).isNotEqualTo(first.get("refresh_token"));
    assertThat(second.get("access_token")).isNotEqualTo(first.get("access_token"));
    assertThat(visitor.refresh(second.get("refresh_token")).statusCode()).isEqualTo(200);
  }

  @Test
  void a_revoked_refresh_token_ends_the_login() {
    Map<String, Object> tokens = json(visitor.redeem(visitor.signIn("ada").get("code"), VERIFIER));

    assertThat(visitor.revoke(tokens.get("refresh_token")).statusCode()).isEqualTo(200);

    assertThat(json(visitor.refresh(tokens.get("refresh_token"))))
        .containsEntry("error", "invalid_grant");
    assertThat(visitor.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(401);
  }

  @Test
  void a_revoked_access_token_ends_the_login_and_an_unknown_one_changes_nothing() {
    Map<String, Object> tokens = json(visitor.redeem(visitor.signIn("ada").get("code"), VERIFIER));

    assertThat(visitor.revoke("unknown").statusCode()).isEqualTo(200);
    assertThat(visitor.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(200);
    assertThat(visitor.revoke(tokens.get("access_token")).statusCode()).isEqualTo(200);
    assertThat(visitor.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(401);
  }

  @Test
  void an_access_token_lives_as_long_as_it_says() {
    Map<String, Object> tokens = json(visitor.redeem(visitor.signIn("ada").get("code"), VERIFIER));

    clock.pass(TokenIssuer.LIFETIME.minusSeconds(1));
    assertThat(visitor.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(200);
    clock.pass(Duration.ofSeconds(1));
    assertThat(visitor.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(401);
  }

  @Test
  void the_login_page_needs_no_script_and_allows_none() {
    HttpResponse<String> page = visitor.authorize(visitor.authorizationRequest());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Ada Lovelace", "Grace Hopper", "a &quot;state&quot; &amp; more")
        .doesNotContain("<script");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .get(InstanceOfAssertFactories.STRING)
        .startsWith("default-src 'none'")
        .contains("form-action 'self'")
        .doesNotContain("unsafe");
    HttpResponse<String> onward = visitor.press(page, "ada");
    assertThat(onward.statusCode()).isEqualTo(200);
    assertThat(onward.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
  }

  @Test
  void nobody_is_chosen_by_the_request() {
    Map<String, String> request = visitor.authorizationRequest();
    request.put(Page.USER, "ada");

    Map<String, String> answer = answer(visitor.press(visitor.authorize(request), "grace"));

    assertThat(json(visitor.userinfo(accessToken(answer)))).containsEntry("sub", "grace");
  }

  @Test
  void it_listens_on_loopback_only() throws Exception {
    InetSocketAddress everywhere = new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0);
    URI redirectUri = URI.create(Visitor.REDIRECT_URI);

    assertThatThrownBy(() -> SampleProvider.start(everywhere, "demo-proxy", redirectUri))
        .isInstanceOf(IllegalArgumentException.class);
    InetSocketAddress taken =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), provider.issuer().getPort());
    assertThatThrownBy(() -> SampleProvider.start(taken, "demo-proxy", redirectUri))
        .isInstanceOf(UncheckedIOException.class);
  }

  private Object accessToken(Map<String, String> answer) {
    return json(visitor.redeem(answer.get("code"), VERIFIER)).get("access_token");
  }

  private JwtClaims verify(Object token, String type, String audience) throws Exception {
    JsonWebKeySet keys = new JsonWebKeySet(visitor.get("/jwks").body());
    return new JwtConsumerBuilder()
        .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
        .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, "RS256"))
        .setExpectedType(true, type)
        .setExpectedIssuer(provider.issuer().toString())
        .setExpectedAudience(audience)
        .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
        .setRequireExpirationTime()
        .build()
        .processToClaims(token.toString());
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
