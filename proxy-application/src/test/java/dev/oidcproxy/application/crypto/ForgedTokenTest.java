package dev.oidcproxy.application.crypto;

import static dev.oidcproxy.application.crypto.Signers.base64;
import static dev.oidcproxy.application.crypto.Signers.claims;
import static dev.oidcproxy.application.crypto.Signers.forged;
import static dev.oidcproxy.application.crypto.Signers.genuineKey;
import static dev.oidcproxy.application.crypto.Signers.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are not ours, however much they look like it. */
@Tag("S16")
class ForgedTokenTest {

  private static final Signers SIGNERS = new Signers();
  private static final JoseTokenSigner HMAC = SIGNERS.signer(Algorithm.HS256);

  /** Were this not so, every refusal below would prove nothing. */
  @Test
  void the_forger_of_these_tests_can_make_a_genuine_one() {
    assertThat(HMAC.verify(forged(header(""), claims(), genuineKey()))).contains(Signers.token());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "HS384", "HS512", "RS256", "ES256", "dir", ""})
  void another_algorithm_is_none(String alg) {
    String header = header("").replace("HS256", alg);
    String signed = base64(header.getBytes(UTF_8)) + "." + base64(claims().getBytes(UTF_8));
    assertThat(HMAC.verify(signed + ".")).isEmpty();
    assertThat(HMAC.verify(forged(header, claims(), genuineKey()))).isEmpty();
  }

  @Test
  void a_public_key_is_no_secret_to_sign_with() throws Exception {
    for (Algorithm algorithm : List.of(Algorithm.RS256, Algorithm.ES256)) {
      JoseTokenSigner signer = SIGNERS.signer(algorithm);
      PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(publishedKey(signer));
      byte[] der = key.getPublicKey().getEncoded();
      String pem =
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
              + "\n-----END PUBLIC KEY-----\n";
      for (byte[] secret : List.of(der, pem.getBytes(UTF_8), pem.strip().getBytes(UTF_8))) {
        String header = "{\"typ\":\"at+jwt\",\"alg\":\"HS256\",\"kid\":\"" + key.getKeyId() + "\"}";
        assertThat(signer.verify(forged(header, claims(), secret))).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "other",
        "../../../../dev/null",
        "/proc/self/environ",
        "' OR '1'='1",
        "https://evil.example/key",
        "x\\u0000"
      })
  void a_key_name_is_only_ever_compared(String kid) {
    String header = header("").replace("PRhsWItzrdBjo76-", kid);
    assertThat(HMAC.verify(forged(header, claims(), genuineKey()))).isEmpty();
    assertThat(HMAC.verify(forged(header, claims(), new byte[] {0}))).isEmpty();
  }

  @Test
  void a_key_in_the_header_is_not_looked_at() {
    byte[] own = "attacker's key, thirty-two bytes".getBytes(UTF_8);
    for (String more :
        List.of(
            ",\"jwk\":{\"kty\":\"oct\",\"k\":\"" + base64(own) + "\"}",
            ",\"jku\":\"http://127.0.0.1:9/jwks\"",
            ",\"x5u\":\"http://127.0.0.1:9/cert\"",
            ",\"x5c\":[\"AAAA\"]")) {
      assertThat(HMAC.verify(forged(header(more), claims(), own))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"crit\":[\"exp\"]",
        ",\"crit\":[\"b64\"],\"b64\":false",
        ",\"crit\":[]",
        ",\"crit\":\"x\"",
        ",\"typ\":\"at+jwt\"",
        ",\"alg\":\"none\""
      })
  void a_header_with_demands_or_contradictions_is_refused(String more) {
    assertThat(HMAC.verify(forged(header(more), claims(), genuineKey()))).isEmpty();
  }

  @Test
  void a_header_of_the_wrong_type_is_refused() {
    for (String change :
        List.of(
            "\"at+jwt\" -> 7", "\"HS256\" -> 7", "\"HS256\" -> []", "\"PRhsWItzrdBjo76-\" -> {}")) {
      String[] sides = change.split(" -> ", -1);
      String header = header("").replace(sides[0], sides[1]);
      assertThat(HMAC.verify(forged(header, claims(), genuineKey()))).as(header).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "AT+JWT", "application/at+jwt", "refresh+jwt", ""})
  void another_type_is_no_access_token(String type) {
    String header = header("").replace("at+jwt", type);
    assertThat(HMAC.verify(forged(header, claims(), genuineKey()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"exp\":1767226200 -> \"exp\":\"1767226200\"",
        "\"exp\":1767226200 -> \"exp\":1e400",
        "\"exp\":1767226200 -> \"exp\":9223372036854775807",
        "\"exp\":1767226200 -> \"exp\":null",
        "\"exp\":1767226200, -> ",
        "\"iat\":1767225600, -> ",
        "\"jti\":\"jti-1\", -> ",
        "\"sub\":\"user-1\", -> ",
        "\"sub\":\"user-1\" -> \"sub\":7",
        "\"sub\":\"user-1\" -> \"sub\":\"user-1\",\"sub\":\"user-2\"",
        "\"aud\":\"https://mcp.example/mcp\" -> \"aud\":[\"https://mcp.example/mcp\",\"b\"]",
        "\"aud\":\"https://mcp.example/mcp\" -> \"aud\":[]",
        "\"aud\":\"https://mcp.example/mcp\", -> ",
        "\"iss\":\"https://as.example\", -> ",
        "https://as.example -> https://as.example/",
        "\"client_id\":\"client-1\", -> ",
        "openid tools -> openid\\\"",
        "AAAAAAAAAAAAAAAAAAAAAA.3 -> AAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAA.3 -> AAAAAAAAAAAAAAAAAAAAAA.-3",
        "AAAAAAAAAAAAAAAAAAAAAA.3 -> AAAAAAAAAAAAAAAAAAAAAA.9999999999",
        "\"gid\" -> \"grant\"",
      })
  void a_claim_that_is_not_as_we_write_it_is_refused(String change) {
    String[] sides = change.split(" -> ", -1);
    String changed = claims().replace(sides[0], sides[1]);
    assertThat(changed).isNotEqualTo(claims());
    assertThat(HMAC.verify(forged(header(""), changed, genuineKey()))).isEmpty();
  }

  @Test
  void a_huge_or_encrypted_token_is_not_worth_reading() {
    String huge = claims().replace("user-1", "u".repeat(9000));
    assertThat(HMAC.verify(forged(header(""), huge, genuineKey()))).isEmpty();
    String bomb = base64("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}".getBytes(UTF_8));
    assertThat(HMAC.verify(bomb + "..AAAA.AAAA.AAAA")).isEmpty();
    assertThat(HMAC.verify("[".repeat(8000))).isEmpty();
    String deep = "{\"a\":".repeat(1000);
    assertThat(HMAC.verify(forged(header(""), deep, genuineKey()))).isEmpty();
    assertThat(HMAC.verify(forged(deep, claims(), genuineKey()))).isEmpty();
  }

  @Property(tries = 300)
  void no_text_makes_verification_fail(@ForAll String text) {
    assertThat(HMAC.verify(text)).isEmpty();
    assertThat(HMAC.verify(text + "." + text + "." + text)).isEmpty();
    assertThat(HMAC.verify(forged(header(""), text, genuineKey()))).isEmpty();
    assertThat(HMAC.verify(forged(text, claims(), genuineKey()))).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> publishedKey(JoseTokenSigner signer) {
    return ((List<Map<String, Object>>) signer.jwks().get("keys")).getFirst();
  }
}
