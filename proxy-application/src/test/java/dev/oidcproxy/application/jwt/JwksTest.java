package dev.oidcproxy.application.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.error.UpstreamException;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.OctetSequenceJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwksTest extends PublishedKeys {

  @Test
  void a_key_signs_with_its_own_algorithm_only() {
    RSA.setAlgorithm("RS256");
    try {
      published = keySet(RSA);
      assertThat(verify(token(RSA, "RS256"))).isNotNull();
      assertRefused(token(RSA, "RS512"), "its key is not among the published ones");
    } finally {
      RSA.setAlgorithm(null);
    }
  }

  @Test
  void a_rotated_key_is_found() {
    verify(token(RSA, "RS256"));
    published = keySet(OTHER);
    now = now.plusSeconds(30);
    assertThat(verify(token(OTHER, "RS256"))).isNotNull();
    assertThat(fetches).isEqualTo(2);
  }

  @Test
  void a_rotated_key_without_an_id_is_found() {
    published = keySet(RSA);
    String before = signed(claims(), jws -> anonymous(jws, RSA));
    String after = signed(claims(), jws -> anonymous(jws, OTHER));
    assertThat(verify(before)).isNotNull();
    published = keySet(OTHER);
    now = now.plusSeconds(30);
    assertThat(verify(after)).isNotNull();
  }

  @Test
  void without_an_id_there_must_be_one_key_only() {
    published = keySet(RSA, OTHER);
    assertRefused(
        signed(claims(), jws -> anonymous(jws, RSA)), "its key is not among the published ones");
  }

  @Test
  void strangers_with_unknown_keys_cause_one_request_in_half_a_minute() {
    verify(token(RSA, "RS256"));
    now = now.plusSeconds(30);
    for (int i = 0; i < 50; i++) {
      PublicJsonWebKey key = OTHER;
      String token =
          signed(
              claims(),
              jws -> {
                sign(jws, key, "RS256");
                jws.setKeyIdHeaderValue("../../etc/passwd' OR 1=1 --");
              });
      assertRefused(token, "its key is not among the published ones");
    }
    assertThat(fetches).isEqualTo(2);
  }

  @Test
  void an_unknown_key_is_not_judged_while_the_keys_cannot_be_fetched() {
    verify(token(RSA, "RS256"));
    down = true;
    now = now.plusSeconds(30);
    assertThatExceptionOfType(UpstreamException.Unavailable.class)
        .isThrownBy(() -> verify(token(OTHER, "RS256")));
    assertThat(verify(token(RSA, "RS256"))).isNotNull();
  }

  @Test
  void keys_that_are_weak_symmetric_or_for_encryption_verify_nothing() throws JoseException {
    OctetSequenceJsonWebKey shared = OctJwkGenerator.generateJwk(256);
    shared.setKeyId("shared");
    PublicJsonWebKey weak = rsa("weak", 1024);
    PublicJsonWebKey encryption = rsa("encryption", 2048);
    encryption.setUse("enc");
    published =
        keySet(weak, encryption)
            .replace(
                "{\"keys\":[",
                "{\"keys\":[{\"kty\":\"new\"},"
                    + shared.toJson(OutputControlLevel.INCLUDE_SYMMETRIC)
                    + ",");
    assertRefused(
        signed(
            claims(),
            jws -> {
              jws.setDoKeyValidation(false);
              sign(jws, weak, "RS256");
            }),
        "its signature does not hold");
    assertRefused(token(encryption, "RS256"), "its key is not among the published ones");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[]}", ""})
  void what_is_no_key_set_is_no_answer(String body) {
    published = body;
    assertThatExceptionOfType(UpstreamException.Unavailable.class).isThrownBy(keys::ensure);
  }
}
