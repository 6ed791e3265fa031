package dev.oidcproxy.application.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.oidcproxy.application.jwt.VerifiedClaims.Verdict;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifiedClaimsTest {

  private static final Secret TOKEN = Secret.of("a-token");

  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private int asked;

  private Verdict answer(Optional<Instant> end) {
    asked++;
    return new Verdict(Map.of("sub", "ada"), end);
  }

  private void assertAsked(VerifiedClaims claims, Optional<Instant> end, int times) {
    assertThat(claims.of(TOKEN, token -> answer(end))).containsEntry("sub", "ada");
    assertThat(asked).isEqualTo(times);
  }

  @Test
  void what_held_is_kept_as_long_as_was_said() {
    VerifiedClaims claims = new VerifiedClaims(Duration.ofMinutes(1), 10, () -> now);
    assertAsked(claims, Optional.empty(), 1);
    now = now.plusSeconds(59);
    assertAsked(claims, Optional.empty(), 1);
    now = now.plusSeconds(1);
    assertAsked(claims, Optional.empty(), 2);
  }

  @Test
  void nothing_outlives_its_token() {
    VerifiedClaims claims = new VerifiedClaims(Duration.ofHours(1), 10, () -> now);
    Optional<Instant> end = Optional.of(now.plusSeconds(5));
    assertAsked(claims, end, 1);
    now = now.plusSeconds(4);
    assertAsked(claims, end, 1);
    now = now.plusSeconds(1);
    assertAsked(claims, end, 2);
  }

  @Test
  void a_failure_is_not_kept() {
    VerifiedClaims claims = new VerifiedClaims(Duration.ofHours(1), 10, () -> now);
    assertThatIllegalStateException()
        .isThrownBy(() ->
            claims.of(
                TOKEN,
                token -> {
                  throw new IllegalStateException("down");
                }));
    assertAsked(claims, Optional.empty(), 1);
  }

  @Test
  void tokens_are_told_apart() {
    VerifiedClaims claims = new VerifiedClaims(Duration.ofHours(1), 10, () -> now);
    assertAsked(claims, Optional.empty(), 1);
    claims.of(Secret.of("another"), token -> answer(Optional.empty()));
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void nothing_is_kept_for_no_time_or_of_no_token() {
    assertAsked(new VerifiedClaims(Duration.ZERO, 10, () -> now), Optional.empty(), 1);
    VerifiedClaims none = new VerifiedClaims(Duration.ofHours(1), 0, () -> now);
    assertAsked(none, Optional.empty(), 2);
    assertAsked(none, Optional.empty(), 3);
  }
}
