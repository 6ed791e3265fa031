package dev.oidcproxy.application.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.value.Secret;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealKeysTest {

  private static final KeyMaterial MATERIAL =
      KeyMaterial.of(
          List.of(Secret.of("0123456789abcdef0123456789abcdef"), Secret.of("x".repeat(40))));
  private static final byte[] BYTES = new byte[32];
  private static final String FERNET = Base64.getUrlEncoder().encodeToString(BYTES);

  @Test
  void without_keys_of_their_own_each_signing_key_gives_one() {
    assertThat(SealKeys.derived().all(MATERIAL))
        .containsExactlyElementsOf(MATERIAL.derive(KeyUse.STORAGE));
  }

  @Test
  void keys_of_their_own_stand_alone() {
    assertThat(SealKeys.of(List.of(Secret.of(FERNET))).all(MATERIAL)).containsExactly(BYTES);
  }

  @Test
  void what_was_sealed_before_can_stay_open() {
    assertThat(SealKeys.of(List.of(Secret.of(FERNET))).openingDerived().all(MATERIAL))
        .startsWith(BYTES)
        .hasSize(3)
        .endsWith(MATERIAL.derive(KeyUse.STORAGE).getLast());
  }

  @Test
  void a_key_is_one_with_or_without_padding() {
    Secret unpadded = Secret.of(FERNET.replace("=", ""));
    assertThat(SealKeys.of(List.of(unpadded)).all(MATERIAL)).containsExactly(BYTES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"canary", "canary*", "Y2FuYXJ5", "canary/canary+canary/canary+canary/canary+="})
  void anything_else_is_refused_without_being_quoted(String text) {
    assertThatThrownBy(() -> SealKeys.of(List.of(Secret.of(text))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a Fernet key is 32 bytes in URL-safe base64")
        .hasNoCause();
    assertThatThrownBy(() -> SealKeys.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
