package dev.oidcproxy.application.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.value.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StableSealTest {

  private static final String OLD = "an old key of more than thirty-two bytes";
  private static final String NEW = "a new key that has more than 32 bytes too";

  @Property(tries = 200)
  void the_same_content_gives_the_same_bytes_and_comes_back(@ForAll byte[] content) {
    byte[] sealed = seal(OLD).seal(content);
    assertThat(seal(OLD).seal(content)).isEqualTo(sealed);
    assertThat(seal(OLD).open(sealed)).hasValueSatisfying(c -> assertThat(c).isEqualTo(content));
  }

  @Property(tries = 200)
  void what_was_changed_anywhere_does_not_open(@ForAll byte[] content, @ForAll int at) {
    byte[] sealed = seal(OLD).seal(content);
    sealed[Math.floorMod(at, sealed.length)] ^= 1;
    assertThat(seal(OLD).open(sealed)).isEmpty();
  }

  @Property(tries = 200)
  void garbage_does_not_open(@ForAll byte[] garbage) {
    assertThat(seal(OLD).open(garbage)).isEmpty();
  }

  @Test
  void the_first_key_seals_and_every_key_opens() {
    byte[] content = {1, 2, 3};
    assertThat(seal(NEW, OLD).seal(content)).isEqualTo(seal(NEW).seal(content));
    assertThat(seal(NEW, OLD).open(seal(OLD).seal(content))).isPresent();
    assertThat(seal(NEW).open(seal(OLD).seal(content))).isEmpty();
  }

  @Test
  void another_use_is_another_key() {
    KeyMaterial material = KeyMaterial.of(List.of(Secret.of(OLD)));
    byte[] sealed = new StableSeal(material, KeyUse.CLIENT_METADATA).seal(new byte[] {1});
    assertThat(new StableSeal(material, KeyUse.COOKIES).open(sealed)).isEmpty();
    assertThat(Arrays.equals(sealed, new StableSeal(material, KeyUse.COOKIES).seal(new byte[] {1})))
        .isFalse();
  }

  private static StableSeal seal(String... keys) {
    return new StableSeal(
        KeyMaterial.of(Stream.of(keys).map(Secret::of).toList()), KeyUse.CLIENT_METADATA);
  }
}
