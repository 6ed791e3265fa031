package dev.oidcproxy.http.undertow.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("F8")
class HeldBodyTest {

  private final HeldBytes room = new HeldBytes(1000);
  private final HeldBody body = new HeldBody(room);

  @Test
  void a_body_is_whole_however_it_came() {
    assertThat(add("one, ")).isTrue();
    assertThat(add("t")).isTrue();
    assertThat(add("wo, ")).isTrue();
    assertThat(add("and three")).isTrue();

    body.complete();

    assertThat(new String(body.bytes(), UTF_8)).isEqualTo("one, two, and three");
    assertThat(body.size()).isEqualTo(19);
  }

  @Test
  void single_bytes_do_not_take_more_than_twice_their_room() {
    for (int i = 0; i < 500; i++) {
      assertThat(add("x")).isTrue();
    }
    body.complete();

    assertThat(body.bytes()).hasSize(500);
    assertThat(room.take(501)).isFalse();
    assertThat(room.take(500)).isTrue();
  }

  @Test
  void what_is_released_is_gone_and_its_room_free_once() {
    add("x".repeat(600));
    body.complete();

    body.release();
    body.release();

    assertThat(body.bytes()).isEmpty();
    assertThat(room.take(1001)).isFalse();
    assertThat(room.take(1000)).isTrue();
  }

  @Test
  void what_finds_no_room_takes_none() {
    assertThat(add("x".repeat(600))).isTrue();
    assertThat(add("x".repeat(600))).isFalse();

    body.release();

    assertThat(room.take(1000)).isTrue();
  }

  private boolean add(String bytes) {
    return body.add(ByteBuffer.wrap(bytes.getBytes(UTF_8)));
  }
}
