package dev.oidcproxy.application.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.state.State.KeyPairRecord;
import dev.oidcproxy.application.state.State.KeyRingRecord;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class KeyRingTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration NEEDED = Duration.ofDays(10);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final PublicJsonWebKey FIRST = key("first");
  private static final PublicJsonWebKey SECOND_KEY = key("second");

  private final KeyRing young = KeyRing.first(FIRST, START);
  private final Instant due = START.plus(KeyRing.INTERVAL);
  private final Instant announced = due.minus(KeyRing.AHEAD);

  @Test
  void a_young_ring_stays_as_it_is() {
    assertThat(young.advanced(START, NEEDED, () -> SECOND_KEY)).isEmpty();
    assertThat(young.advanced(announced.minus(SECOND), NEEDED, () -> SECOND_KEY)).isEmpty();
  }

  @Test
  void the_next_key_is_published_a_day_before_it_signs() {
    KeyRing both = young.advanced(announced, NEEDED, () -> SECOND_KEY).orElseThrow();

    assertThat(both.published()).containsExactly(FIRST, SECOND_KEY);
    assertThat(both.signing(due.minus(SECOND))).isSameAs(FIRST);
    assertThat(both.signing(due)).isSameAs(SECOND_KEY);
    assertThat(both.advanced(due, NEEDED, () -> FIRST)).isEmpty();
  }

  @Test
  void a_deployment_that_slept_publishes_before_it_signs_too() {
    Instant late = due.plus(Duration.ofDays(400));
    KeyRing both = young.advanced(late, NEEDED, () -> SECOND_KEY).orElseThrow();

    assertThat(both.signing(late)).isSameAs(FIRST);
    assertThat(both.signing(late.plus(KeyRing.AHEAD))).isSameAs(SECOND_KEY);
  }

  @Test
  void an_old_key_stays_until_no_signature_can_need_it() {
    KeyRing both = young.advanced(announced, NEEDED, () -> SECOND_KEY).orElseThrow();

    assertThat(both.advanced(due.plus(NEEDED).minus(SECOND), NEEDED, () -> FIRST)).isEmpty();
    KeyRing later = both.advanced(due.plus(NEEDED), NEEDED, () -> FIRST).orElseThrow();
    assertThat(later.published()).containsExactly(SECOND_KEY);
  }

  @Test
  void a_clock_that_is_behind_signs_with_the_oldest_key() {
    assertThat(young.signing(START.minus(Duration.ofHours(1)))).isSameAs(FIRST);
  }

  @Test
  void what_was_stored_is_read_and_no_key_is_quoted() {
    KeyRing read = KeyRing.of(young.toRecord());
    assertThat(read.signing(START).getPrivateKey()).isEqualTo(FIRST.getPrivateKey());
    assertThat(read.find("first")).isPresent();
    assertThat(read.find("second")).isEmpty();

    for (KeyRingRecord broken :
        List.of(
            new KeyRingRecord(List.of()),
            new KeyRingRecord(List.of(new KeyPairRecord(Secret.of("{\"d\":CANARY"), START))))) {
      assertThatThrownBy(() -> KeyRing.of(broken))
          .isInstanceOf(StoreException.class)
          .hasMessage("a stored signing key cannot be read")
          .hasNoCause();
    }
  }

  private static PublicJsonWebKey key(String kid) {
    try {
      PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId(kid);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
