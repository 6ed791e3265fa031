package dev.oidcproxy.application.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("S16")
class JwtVerifierTest extends PublishedKeys {

  @Test
  void a_token_signed_with_a_published_key_is_verified() {
    assertThat(verify(token(RSA, "RS256")).claims().text("sub")).contains("ada");
    assertThat(verify(token(RSA, "PS384")).algorithm()).isEqualTo("PS384");
    assertThat(verify(token(EC, "ES256")).algorithm()).isEqualTo("ES256");
    assertThat(fetches).isEqualTo(1);
  }

  @Test
  void a_token_without_a_signature_is_refused() {
    String token = signed(claims(), jws -> jws.setAlgorithmHeaderValue("none"));
    assertRefused(token, "its signature algorithm is not allowed");
  }

  @Test
  void a_public_key_is_no_symmetric_key() {
    String token =
        signed(
            claims(),
            jws -> {
              jws.setAlgorithmHeaderValue("HS256");
              jws.setKeyIdHeaderValue("one");
              jws.setKey(new HmacKey(RSA.getPublicKey().getEncoded()));
            });
    assertRefused(token, "its signature algorithm is not allowed");
    assertThatExceptionOfType(JwtException.class)
        .isThrownBy(() -> verifier.verify(token, Set.of("HS256")))
        .withMessage("its signature algorithm is not allowed");
  }

  @Test
  void an_algorithm_that_is_not_allowed_is_refused_although_the_key_fits() {
    assertThatExceptionOfType(JwtException.class)
        .isThrownBy(() -> verifier.verify(token(RSA, "RS512"), Set.of("RS256")));
  }

  @Test
  void a_forged_signature_in_the_name_of_a_known_key_is_refused_without_a_request() {
    String forged =
        signed(
            claims(),
            jws -> {
              sign(jws, OTHER, "RS256");
              jws.setKeyIdHeaderValue("one");
            });
    verify(token(RSA, "RS256"));
    now = now.plusSeconds(60);
    assertRefused(forged, "its signature does not hold");
    assertThat(fetches).isEqualTo(1);
  }

  @Test
  void critical_header_parameters_are_refused() {
    String token =
        signed(
            claims(),
            jws -> {
              sign(jws, RSA, "RS256");
              jws.setCriticalHeaderNames("b64");
              jws.setHeader("b64", true);
            });
    assertRefused(token, "it has critical header parameters, and none is understood here");
  }

  @Test
  void a_key_the_token_brings_along_counts_for_nothing() {
    String token =
        signed(
            claims(),
            jws -> {
              sign(jws, OTHER, "RS256");
              jws.setJwkHeader(OTHER);
              jws.setHeader("jku", "https://attacker.example/keys");
            });
    assertRefused(token, "its key is not among the published ones");
  }

  @Test
  void times_hold_within_a_minute_of_skew() {
    assertThat(verify(token(claims(-3600, -59)))).isNotNull();
    assertRefused(token(claims(-3600, -60)), "it has expired");
    assertThat(verify(token(claims(60, 600)))).isNotNull();
    assertRefused(token(claims(61, 600)), "it was issued in the future");
    long later = now.getEpochSecond() + 61;
    assertRefused(token("{\"exp\":9999999999,\"nbf\":" + later + "}"), "it does not hold yet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sub\":\"ada\"}",
        "{\"exp\":\"9999999999\"}",
        "{\"exp\":-1}",
        "{\"exp\":1e400}",
        "{\"exp\":99999999999999999999}",
        "{\"exp\":1,\"exp\":9999999999}",
        "{\"exp\":9999999999,\"iat\":\"1\"}",
        "[9999999999]",
        "9999999999",
        "{\"exp\":9999999999} {}"
      })
  void odd_claims_are_refused(String claims) {
    assertThatExceptionOfType(JwtException.class).isThrownBy(() -> verify(token(claims)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a.b",
        "a.b.c",
        "a.b.c.d",
        "a.b.c.d.e",
        "eyJhbGciOjF9.e30.",
        "bnVsbA.e30.",
        "W10.e30.AAAA",
        "opaque-token"
      })
  void what_is_no_jwt_is_refused(String text) {
    assertThatExceptionOfType(JwtException.class).isThrownBy(() -> verify(text));
    assertThat(JwtVerifier.looksLikeJwt(text)).isFalse();
  }

  @Test
  void a_key_id_that_is_no_string_names_no_key() {
    published = keySet(RSA, OTHER);
    String token =
        signed(
            claims(),
            jws -> {
              sign(jws, RSA, "RS256");
              jws.setHeader("kid", (Object) 7);
            });
    assertRefused(token, "its key is not among the published ones");
  }

  @Test
  void a_huge_token_is_refused_unread() {
    char[] much = new char[70_000];
    Arrays.fill(much, 'A');
    assertRefused(token(RSA, "RS256") + new String(much), "it is too long");
    assertThat(fetches).isZero();
  }

  @Test
  void a_deeply_nested_header_or_body_does_no_harm() {
    String deep = "[".repeat(20_000);
    String header = Base64.getUrlEncoder().encodeToString(deep.getBytes(StandardCharsets.US_ASCII));
    assertRefused(header + ".e30.AAAA", "it is not a signed JWT");
    assertRefused(token("{\"a\":" + deep), "its claims are not a JSON object");
  }
}
