package dev.oidcproxy.application.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.crypto.FernetSeal;
import dev.oidcproxy.application.crypto.SecureEntropy;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.KeyValueStore;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealCheckTest {

  private static final byte[] KEY = new byte[32];
  private static final byte[] NEW_KEY =
      "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final KeyValueStore store = new InMemoryStore(InstantSource.system());

  @Test
  void an_empty_store_is_ours_and_from_then_on_nobody_elses() {
    assertThat(check(KEY).isOurs()).isTrue();
    assertThat(check(KEY).isOurs()).isTrue();
    assertThat(check(NEW_KEY).isOurs()).isFalse();
    assertThat(check(KEY).isOurs()).isTrue();
  }

  @Test
  void a_foreign_store_is_down_in_words() {
    check(KEY).isOurs();

    assertThat(check(NEW_KEY).health())
        .isEqualTo(
            new Health.Down(
                "what is stored was sealed with a key that is not among those configured"));
    assertThat(check(KEY).health()).isInstanceOf(Health.Up.class);
  }

  @Test
  void every_key_that_opens_will_do() {
    check(KEY).isOurs();

    assertThat(check(NEW_KEY, KEY).isOurs()).isTrue();
  }

  /** Until everything is sealed anew, or records would be left that nobody can open. */
  @Test
  void a_key_that_is_still_needed_cannot_be_left_out() {
    check(KEY).isOurs();
    check(NEW_KEY, KEY).isOurs();

    assertThat(check(NEW_KEY).isOurs()).isFalse();
  }

  @Test
  void a_damaged_mark_is_not_taken_for_ours() {
    check(KEY).isOurs();
    store
        .keys("seal-check")
        .forEach(key -> store.put(key, new byte[] {1}, java.time.Duration.ofDays(1)));

    assertThat(check(KEY).isOurs()).isFalse();
  }

  private SealCheck check(byte[]... keys) {
    InstantSource clock = InstantSource.system();
    FernetSeal seal = new FernetSeal(List.of(keys), clock, new SecureEntropy());
    return new SealCheck(new State(store, seal, clock, List::of), clock);
  }
}
