package dev.oidcproxy.application.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the acceptance vectors of the Fernet specification. */
class FernetSealTest {

  private static final byte[] KEY =
      Base64.getUrlDecoder().decode("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=");
  private static final String TOKEN =
      "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";
  private static final byte[] OTHER_KEY = new byte[32];
  private static final FernetSeal SEAL = seal(KEY);

  /** {@code generate.json}. */
  @Test
  void what_the_specification_seals_is_sealed_to_the_same_token() {
    Instant now = OffsetDateTime.parse("1985-10-26T01:20:00-07:00").toInstant();
    byte[] vector = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    FernetSeal seal =
        new FernetSeal(List.of(KEY), InstantSource.fixed(now), count -> vector.clone());
    assertThat(seal.seal("hello".getBytes(UTF_8))).asString(US_ASCII).isEqualTo(TOKEN);
  }

  /** {@code verify.json}. */
  @Test
  void the_token_of_the_specification_opens() {
    assertThat(open(SEAL, TOKEN)).isEqualTo("hello");
  }

  /**
   * {@code invalid.json} wants these refused; when a record ends is the record's business, and
   * clocks of nodes differ.
   */
  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==",
        "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q=="
      })
  void the_age_of_a_seal_does_not_matter(String token) {
    assertThat(SEAL.open(token.getBytes(US_ASCII))).isPresent();
  }

  /**
   * The rest of {@code invalid.json} in its order: MAC, length, base64, block size, padding, IV.
   */
  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==",
        "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA==",
        "%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==",
        "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm",
        "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==",
        "gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==",
        "",
        "gAAAAAA="
      })
  void what_the_specification_calls_invalid_does_not_open(String token) {
    assertThat(SEAL.open(token.getBytes(US_ASCII))).isEmpty();
  }

  @Property(tries = 200)
  void what_was_sealed_opens_and_looks_different_each_time(@ForAll byte[] plain) {
    byte[] sealed = SEAL.seal(plain);
    assertThat(SEAL.open(sealed)).contains(plain);
    assertThat(SEAL.seal(plain)).isNotEqualTo(sealed);
  }

  @Property(tries = 300)
  void bytes_of_any_kind_do_not_open_and_do_no_harm(@ForAll byte[] sealed) {
    assertThat(SEAL.open(sealed)).isEmpty();
  }

  @Property(tries = 300)
  void a_changed_byte_shuts_a_seal(@ForAll int position) {
    byte[] sealed = Base64.getUrlDecoder().decode(SEAL.seal("hello".getBytes(UTF_8)));
    sealed[Math.floorMod(position, sealed.length)] ^= 1;
    assertThat(SEAL.open(Base64.getUrlEncoder().encode(sealed))).isEmpty();
  }

  @Test
  void the_first_key_seals_and_every_key_opens() {
    byte[] old = SEAL.seal("old".getBytes(UTF_8));
    FernetSeal rotated = seal(OTHER_KEY, KEY);
    assertThat(rotated.open(old)).contains("old".getBytes(UTF_8));
    byte[] fresh = rotated.seal("new".getBytes(UTF_8));
    assertThat(SEAL.open(fresh)).isEmpty();
    assertThat(seal(OTHER_KEY).open(fresh)).contains("new".getBytes(UTF_8));
    assertThat(seal(OTHER_KEY).open(old)).isEmpty();
  }

  private static FernetSeal seal(byte[]... keys) {
    return new FernetSeal(List.of(keys), InstantSource.system(), new SecureEntropy());
  }

  private static String open(FernetSeal seal, String token) {
    return new String(seal.open(token.getBytes(US_ASCII)).orElseThrow(), UTF_8);
  }
}
