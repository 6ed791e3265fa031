package dev.oidcproxy.application.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.value.Secret;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MessageMacTest {

  private static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");
  private static final Secret NEW_KEY = Secret.of("fedcba9876543210fedcba9876543210");
  private static final MessageMac MAC = mac(KeyUse.COOKIES, KEY);

  @Test
  void it_stays_what_it_is() {
    assertThat(MAC.of("name", "value")).isEqualTo("LJOYCvecylC9iUFi0e2B2g6CLGq2XTyDBVga3IXQv2o");
  }

  @Test
  void no_part_flows_into_the_next() {
    String mac = MAC.of("ab", "c");
    assertThat(MAC.verify(mac, "ab", "c")).isTrue();
    assertThat(MAC.verify(mac, "a", "bc")).isFalse();
    assertThat(MAC.verify(mac, "abc")).isFalse();
    assertThat(MAC.verify(mac, "ab", "c", "")).isFalse();
    assertThat(MAC.verify(MAC.of("1:a"), "", "a")).isFalse();
  }

  @Test
  void a_mac_for_one_use_is_none_for_another() {
    assertThat(mac(KeyUse.SESSION_IDS, KEY).verify(MAC.of("x"), "x")).isFalse();
  }

  @Test
  void each_key_has_its_own_with_the_current_one_first() {
    MessageMac rotated = mac(KeyUse.COOKIES, NEW_KEY, KEY);
    assertThat(rotated.underEach("name", "value"))
        .containsExactly(rotated.of("name", "value"), MAC.of("name", "value"));
  }

  @Test
  void the_first_key_makes_and_every_key_checks() {
    MessageMac rotated = mac(KeyUse.COOKIES, NEW_KEY, KEY);
    assertThat(rotated.verify(MAC.of("x"), "x")).isTrue();
    assertThat(MAC.verify(rotated.of("x"), "x")).isFalse();
    assertThat(mac(KeyUse.COOKIES, NEW_KEY).verify(rotated.of("x"), "x")).isTrue();
  }

  @Property(tries = 300)
  void it_belongs_to_its_parts_alone(
      @ForAll @Size(max = 3) List<Character> one, @ForAll @Size(max = 3) List<Character> other) {
    String[] parts = texts(one);
    String[] others = texts(other);
    assertThat(MAC.verify(MAC.of(parts), others)).isEqualTo(List.of(parts).equals(List.of(others)));
  }

  @Property(tries = 100)
  void no_text_makes_checking_fail(@ForAll String presented) {
    assertThat(MAC.verify(presented, "x")).isFalse();
  }

  private static String[] texts(List<Character> characters) {
    return characters.stream().map(c -> Integer.toHexString(c)).toArray(String[]::new);
  }

  private static MessageMac mac(KeyUse use, Secret... keys) {
    return new MessageMac(KeyMaterial.of(List.of(keys)), use);
  }
}
