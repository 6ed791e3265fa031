package dev.oidcproxy.application.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.value.Secret;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The expected keys were computed apart from this program. A change of one of them would end every
 * session, cookie and stored record of those who upgrade.
 */
class KeyMaterialTest {

  private static final String LONG = "0123456789abcdef0123456789abcdef";
  private static final KeyMaterial STRONG = material(LONG);
  private static final KeyMaterial STRETCHED = material("hunter2");

  @ParameterizedTest
  @CsvSource({
    "TOKEN_SIGNING, 87d2f3ba82a5f20be2cc9dc500b9c8b72fe6ed4b430129ad05049b3e09c493d1",
    "STORAGE,       8dd631c9dc2e87f17ec3cb158858a96b733f2494e4916b4b5e67948083aad129",
    "COOKIES,       681574bddec862748de4e4b74bc7dfaf232c184080e796c962088f5c4ff3ee1f",
    "CLIENT_IDS,    ee2124458a7c318a93a8f41f985807e65741f83435f57cbf35af3f1b98903cb1",
    "CLIENT_METADATA, 4d7fff666b1453e8dbeef55db6ee30ed54235f2b5352791dd660777a05c147e6",
    "SESSION_IDS,   36a0f653dad2797990bf23114e82cad305231bae03270f157b784c42b853ba44",
  })
  void a_long_secret_gives_the_same_key_for_ever(KeyUse use, String key) {
    assertThat(hex(STRONG, use)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "TOKEN_SIGNING, a75f610f1dce8ab5e2816ee2936cc3673e772c06e40a7019e46ef50cd6f2e2bc",
    "STORAGE,       d28159da30892e6e84b95eb814ef6d28b9ead4199c528026cb093404b4540253",
    "COOKIES,       2f23f836a47485d21094649461a80064e7c97c191ebfa34af02108feeede4f43",
    "CLIENT_IDS,    9442597d28bdb02981c2d232884d92a95a8547d1b7918e6c7af2e3afcb97bbb6",
    "CLIENT_METADATA, 99827bf31b2ac422ba5012464d3de73780baeef8b3fea6382e9fd8b01cad7230",
    "SESSION_IDS,   5b69208d593be52b6d7338fc73268d9b4c3dfc67c0d846f657fdec175c4a772b",
  })
  void a_short_secret_is_stretched_to_the_same_key_for_ever(KeyUse use, String key) {
    assertThat(hex(STRETCHED, use)).isEqualTo(key);
  }

  @Test
  void bytes_are_given_in_base64() {
    KeyMaterial bytes = material("base64:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    assertThat(hex(bytes, KeyUse.STORAGE))
        .isEqualTo("43a612cd40368a7a9e4e019652410257a9d7173bc7d332d12a94ffa5d3d0f8b8");
  }

  @Test
  void what_is_not_base64_is_refused_without_being_quoted() {
    assertThatThrownBy(() -> material("base64:secret*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a key that begins with base64: is not base64")
        .hasNoCause();
  }

  @Test
  void no_two_uses_share_a_key() {
    Set<String> keys = new HashSet<>();
    for (KeyUse use : KeyUse.values()) {
      assertThat(STRONG.derive(use)).singleElement().satisfies(k -> assertThat(k).hasSize(32));
      assertThat(keys.add(hex(STRONG, use))).isTrue();
    }
  }

  @Test
  void each_secret_gives_a_key_in_its_place() {
    KeyMaterial both = material(LONG + "new", LONG);
    assertThat(both.derive(KeyUse.COOKIES)).hasSize(2);
    assertThat(both.derive(KeyUse.COOKIES).get(1))
        .isEqualTo(STRONG.derive(KeyUse.COOKIES).getFirst());
    assertThat(hex(both, KeyUse.COOKIES)).isNotEqualTo(hex(STRONG, KeyUse.COOKIES));
  }

  @Test
  void without_a_secret_there_is_no_material_but_a_random_one() {
    assertThatThrownBy(KeyMaterialTest::material).isInstanceOf(IllegalArgumentException.class);
    SecureEntropy entropy = new SecureEntropy();
    assertThat(hex(KeyMaterial.ephemeral(entropy), KeyUse.STORAGE))
        .isNotEqualTo(hex(KeyMaterial.ephemeral(entropy), KeyUse.STORAGE));
  }

  /** RFC 5869 appendix A.3; an absent salt is a block of zeros there. */
  @Test
  void derivation_is_hkdf() {
    byte[] inputKey = HexFormat.of().parseHex("0b".repeat(22));
    assertThat(HexFormat.of().formatHex(Hkdf.derive(inputKey, new byte[32], "")))
        .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
  }

  private static KeyMaterial material(String... secrets) {
    return KeyMaterial.of(List.of(secrets).stream().map(Secret::of).toList());
  }

  private static String hex(KeyMaterial material, KeyUse use) {
    return HexFormat.of().formatHex(material.derive(use).getFirst());
  }
}
