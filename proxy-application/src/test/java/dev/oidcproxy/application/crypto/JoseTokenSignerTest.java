package dev.oidcproxy.application.crypto;

import static dev.oidcproxy.application.crypto.Signers.ISSUER;
import static dev.oidcproxy.application.crypto.Signers.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.domain.claim.Claims;
import dev.oidcproxy.domain.token.AccessToken;
import dev.oidcproxy.domain.value.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is signed, by which key, and who reads it (RFC 9068). */
class JoseTokenSignerTest {

  private static final Secret NEW_KEY = Secret.of("fedcba9876543210fedcba9876543210");

  private final Signers signers = new Signers();

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void what_was_signed_is_read_again_on_every_node(Algorithm algorithm) {
    Secret token = signers.signer(algorithm).sign(Signers.token());
    assertThat(signers.signer(algorithm).verify(token.reveal())).contains(Signers.token());
  }

  @Test
  void a_token_looks_the_same_for_ever() {
    JoseTokenSigner signer = signers.signer(Algorithm.HS256);
    Secret token = signer.sign(Signers.token());
    assertThat(Signers.part(token, 0))
        .isEqualTo("{\"typ\":\"at+jwt\",\"alg\":\"HS256\",\"kid\":\"PRhsWItzrdBjo76-\"}");
    assertThat(Signers.part(token, 1)).isEqualTo(Signers.claims());
  }

  @Test
  void the_first_key_signs_and_every_key_verifies() {
    JoseTokenSigner old = signers.signer(Algorithm.HS256);
    JoseTokenSigner rotated = signers.signer(ISSUER, Algorithm.HS256, NEW_KEY, KEY);
    AccessToken token = Signers.token();
    assertThat(rotated.verify(old.sign(token).reveal())).contains(token);
    assertThat(old.verify(rotated.sign(token).reveal())).isEmpty();
    assertThat(
            signers.signer(ISSUER, Algorithm.HS256, NEW_KEY).verify(rotated.sign(token).reveal()))
        .contains(token);
  }

  @Test
  void deployments_that_share_a_secret_do_not_share_tokens() {
    JoseTokenSigner other = signers.signer("https://other.example", Algorithm.HS256, KEY);
    Secret ours = signers.signer(Algorithm.HS256).sign(Signers.token());
    assertThat(other.verify(ours.reveal())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void published_keys_have_no_private_part(Algorithm algorithm) throws Exception {
    JoseTokenSigner signer = signers.signer(algorithm);
    List<Map<String, Object>> keys = keys(signer);
    assertThat(keys).hasSize(algorithm == Algorithm.HS256 ? 1 : 2);
    for (Map<String, Object> key : keys) {
      assertThat(key).doesNotContainKeys("d", "p", "q", "k", "dp", "dq", "qi");
      assertThat(key).containsKeys("kid", "alg").containsEntry("use", "sig");
      assertThat(PublicJsonWebKey.Factory.newPublicJwk(key).getPublicKey()).isNotNull();
    }
  }

  @Test
  void an_assertion_is_verified_by_a_published_key_and_is_no_access_token() throws Exception {
    JoseTokenSigner signer = signers.signer(Algorithm.HS256);
    Secret assertion = signer.assertion(Map.of("sub", "user-1"));
    JsonWebSignature jws = new JsonWebSignature();
    jws.setCompactSerialization(assertion.reveal());
    Map<String, Object> key = keys(signer).getLast();
    assertThat(key).containsEntry("kid", jws.getKeyIdHeaderValue());
    jws.setKey(PublicJsonWebKey.Factory.newPublicJwk(key).getPublicKey());
    assertThat(jws.verifySignature()).isTrue();
    assertThat(jws.getPayload()).isEqualTo("{\"sub\":\"user-1\"}");
    for (Algorithm algorithm : Algorithm.values()) {
      assertThat(signers.signer(algorithm).verify(assertion.reveal())).isEmpty();
    }
  }

  @Test
  void claims_of_the_provider_are_read_as_they_were_signed() {
    Claims claims =
        new Claims(Map.of("roles", List.of("a", "b/c"), "level", 3, "share", 0.5, "ok", true));
    JoseTokenSigner signer = signers.signer(Algorithm.HS256);

    assertThat(signer.verify(signer.sign(Signers.token(claims)).reveal()))
        .contains(Signers.token(claims));
  }

  @Test
  void no_claim_of_the_provider_takes_the_place_of_ours() {
    Map<String, Object> forged = new HashMap<>();
    for (String ours :
        List.of("iss", "aud", "sub", "client_id", "scope", "iat", "exp", "jti", "gid")) {
      forged.put(ours, "forged");
    }
    JoseTokenSigner signer = signers.signer(Algorithm.HS256);

    assertThat(signer.verify(signer.sign(Signers.token(new Claims(forged))).reveal()))
        .contains(Signers.token());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> keys(JoseTokenSigner signer) {
    return (List<Map<String, Object>>) signer.jwks().get("keys");
  }
}
