package dev.oidcproxy.application.crypto;

import static dev.oidcproxy.application.crypto.Signers.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.domain.value.Secret;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Keys as {@code openssl genpkey} and {@code openssl pkey -pubout} write them. */
class PemKeyPairTest {

  private static final KeyPair RSA = pair("RSA", 2048);
  private static final KeyPair EC = pair("EC", 256);

  private final Signers signers = new Signers();

  @Test
  void an_rsa_key_signs_rs256() {
    signs(pem(RSA.getPrivate()), Algorithm.RS256);
  }

  @Test
  void an_elliptic_curve_key_signs_es256_with_its_public_key_beside_it() {
    signs(pem(EC.getPrivate()) + pem(EC.getPublic()), Algorithm.ES256);
    signs(pem(EC.getPublic()) + pem(EC.getPrivate()).replace("\n", "\r\n"), Algorithm.ES256);
  }

  @Test
  void of_several_the_first_signs_and_all_verify_and_are_published() {
    Secret old = Secret.of(pem(RSA.getPrivate()));
    Secret newer = Secret.of(pem(pair("RSA", 2048).getPrivate()));
    JoseTokenSigner before = signers.signer(ISSUER, Algorithm.RS256, old, newer);
    JoseTokenSigner after = signers.signer(ISSUER, Algorithm.RS256, newer, old);

    Secret byOld = before.sign(Signers.token());
    Secret byNewer = after.sign(Signers.token());

    assertThat(Signers.part(byOld, 0)).isNotEqualTo(Signers.part(byNewer, 0));
    assertThat(after.verify(byOld.reveal())).contains(Signers.token());
    assertThat(before.verify(byNewer.reveal())).contains(Signers.token());
    assertThat(after.jwks().toString())
        .contains(PemKeyPair.parse(old, Algorithm.RS256).orElseThrow().getKeyId())
        .contains(PemKeyPair.parse(newer, Algorithm.RS256).orElseThrow().getKeyId());
  }

  @Test
  void the_key_has_the_same_name_on_every_node() {
    Secret pem = Secret.of(pem(RSA.getPrivate()));
    String kid = PemKeyPair.parse(pem, Algorithm.RS256).orElseThrow().getKeyId();
    assertThat(kid).hasSize(16);
    assertThat(PemKeyPair.parse(pem, Algorithm.RS256).orElseThrow().getKeyId()).isEqualTo(kid);
  }

  @Test
  void without_its_public_key_an_elliptic_curve_key_is_refused_with_the_remedy() {
    assertThatThrownBy(() -> check(pem(EC.getPrivate()), Algorithm.ES256))
        .hasMessage("the PEM needs the PUBLIC KEY block of the ES256 key too");
  }

  @Test
  void what_cannot_sign_is_refused_before_it_has_to() {
    refused(pem(EC.getPrivate()) + pem(EC.getPublic()), Algorithm.RS256);
    refused(pem(RSA.getPrivate()), Algorithm.ES256);
    refused(pem(pair("RSA", 1024).getPrivate()), Algorithm.RS256);
    KeyPair otherCurve = pair("EC", 384);
    refused(pem(otherCurve.getPrivate()) + pem(otherCurve.getPublic()), Algorithm.ES256);
    refused(pem(EC.getPrivate()) + pem(pair("EC", 256).getPublic()), Algorithm.ES256);
    refused("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", Algorithm.RS256);
    refused("-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----", Algorithm.RS256);
  }

  @Test
  void other_pem_is_told_from_no_pem() {
    Secret pkcs1 =
        Secret.of("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----");
    assertThat(PemKeyPair.isPem(pkcs1)).isTrue();
    assertThat(PemKeyPair.parse(pkcs1, Algorithm.RS256)).isEmpty();
    assertThatThrownBy(() -> PemKeyPair.check(pkcs1, Algorithm.RS256))
        .hasMessage("the PEM has no PRIVATE KEY block (PKCS#8)");
    assertThat(PemKeyPair.isPem(Secret.of("a passphrase"))).isFalse();
  }

  private void signs(String pem, Algorithm algorithm) {
    assertThatCode(() -> check(pem, algorithm)).doesNotThrowAnyException();
    JoseTokenSigner signer = signers.signer(ISSUER, algorithm, Secret.of(pem));
    assertThat(signer.verify(signer.sign(Signers.token()).reveal())).contains(Signers.token());
  }

  private static void refused(String pem, Algorithm algorithm) {
    assertThatThrownBy(() -> check(pem, algorithm))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the PEM is not a usable " + algorithm + " key")
        .hasNoCause();
  }

  private static void check(String pem, Algorithm algorithm) {
    PemKeyPair.check(Secret.of(pem), algorithm);
  }

  private static KeyPair pair(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(Key key) {
    String name = key.getFormat().equals("PKCS#8") ? "PRIVATE KEY" : "PUBLIC KEY";
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return "-----BEGIN " + name + "-----\n" + body + "\n-----END " + name + "-----\n";
  }
}
