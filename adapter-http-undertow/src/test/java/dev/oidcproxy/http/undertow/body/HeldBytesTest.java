package dev.oidcproxy.http.undertow.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("F8")
class HeldBytesTest {

  @Test
  void no_more_is_held_than_there_is_room_for() {
    HeldBytes held = new HeldBytes(10);

    assertThat(held.take(7)).isTrue();
    assertThat(held.take(4)).isFalse();
    assertThat(held.take(3)).isTrue();
    assertThat(held.take(1)).isFalse();
  }

  @Test
  void what_is_given_back_can_be_held_again() {
    HeldBytes held = new HeldBytes(10);
    assertThat(held.take(10)).isTrue();

    held.giveBack(4);

    assertThat(held.take(5)).isFalse();
    assertThat(held.take(4)).isTrue();
  }
}
