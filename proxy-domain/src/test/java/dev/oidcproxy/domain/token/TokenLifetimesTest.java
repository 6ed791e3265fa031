package dev.oidcproxy.domain.token;

import static dev.oidcproxy.domain.grant.Grants.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.grant.Grants;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TokenLifetimesTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Optional<Duration> UNSET = Optional.empty();
  private static final TokenLifetimes DEFAULTS = TokenLifetimes.defaults();

  private final UpstreamTokens stated = tokens(true, 600);
  private final UpstreamTokens statedOnly = tokens(false, 600);

  @Test
  void a_stated_lifetime_is_believed() {
    assertThat(DEFAULTS.upstreamExpiry(stated)).isEqualTo(NOW.plusSeconds(600));
    assertThat(lifetimes(UNSET, UNSET, seconds(7)).upstreamExpiry(stated))
        .isEqualTo(NOW.plusSeconds(600));
  }

  @Test
  void an_unstated_lifetime_is_the_fallback_or_an_hour_or_a_year() {
    assertThat(DEFAULTS.upstreamExpiry(unstated(true))).isEqualTo(NOW.plus(HOUR));
    assertThat(DEFAULTS.upstreamExpiry(unstated(false))).isEqualTo(NOW.plus(YEAR));
    TokenLifetimes fallback = lifetimes(UNSET, UNSET, seconds(77));
    assertThat(fallback.upstreamExpiry(unstated(true))).isEqualTo(NOW.plusSeconds(77));
    assertThat(fallback.upstreamExpiry(unstated(false))).isEqualTo(NOW.plusSeconds(77));
  }

  @Test
  void our_access_token_ends_with_the_providers() {
    assertThat(DEFAULTS.accessTokenExpiry(stated, NOW)).isEqualTo(NOW.plusSeconds(600));
    assertThat(DEFAULTS.accessTokenExpiry(statedOnly, NOW)).isEqualTo(NOW.plusSeconds(600));
  }

  @Test
  void it_lives_a_minute_at_least_when_the_provider_can_refresh() {
    Instant late = NOW.plusSeconds(590);
    assertThat(DEFAULTS.accessTokenExpiry(stated, late)).isEqualTo(late.plusSeconds(60));
    assertThat(DEFAULTS.accessTokenExpiry(statedOnly, late)).isEqualTo(NOW.plusSeconds(600));
  }

  @Test
  void a_configured_lifetime_wins_but_cannot_outlive_what_nobody_refreshes() {
    TokenLifetimes longer = lifetimes(seconds(1000), UNSET, UNSET);
    assertThat(longer.accessTokenExpiry(stated, NOW)).isEqualTo(NOW.plusSeconds(1000));
    assertThat(longer.accessTokenExpiry(statedOnly, NOW)).isEqualTo(NOW.plusSeconds(600));
    TokenLifetimes shorter = lifetimes(seconds(100), UNSET, UNSET);
    assertThat(shorter.accessTokenExpiry(stated, NOW)).isEqualTo(NOW.plusSeconds(100));
    assertThat(shorter.accessTokenExpiry(statedOnly, NOW)).isEqualTo(NOW.plusSeconds(100));
  }

  @Test
  void a_grant_without_refresh_token_ends_with_its_access_token() {
    assertThat(lifetimes(UNSET, seconds(9999), UNSET).grantExpiry(statedOnly, NOW))
        .isEqualTo(NOW.plusSeconds(600));
  }

  @Test
  void a_refresh_token_lives_as_configured_or_stated_or_as_the_fallback_says() {
    UpstreamTokens statedRefresh = refreshExpiring(stated, 5000);
    assertThat(lifetimes(UNSET, seconds(9000), UNSET).grantExpiry(statedRefresh, NOW))
        .isEqualTo(NOW.plusSeconds(9000));
    assertThat(DEFAULTS.grantExpiry(statedRefresh, NOW)).isEqualTo(NOW.plusSeconds(5000));
    assertThat(DEFAULTS.grantExpiry(stated, NOW)).isEqualTo(NOW.plus(YEAR));
  }

  @Test
  void a_grant_never_ends_before_the_access_token_it_gave() {
    assertThat(lifetimes(UNSET, seconds(1), UNSET).grantExpiry(stated, NOW))
        .isEqualTo(NOW.plusSeconds(600));
    assertThat(DEFAULTS.grantExpiry(refreshExpiring(stated, 10), NOW))
        .isEqualTo(NOW.plusSeconds(600));
  }

  @Test
  void a_request_refreshes_what_has_ended_or_soon_will() {
    assertThat(DEFAULTS.refreshDueForRequest(stated, NOW.plusSeconds(599))).isFalse();
    assertThat(DEFAULTS.refreshDueForRequest(stated, NOW.plusSeconds(600))).isTrue();
    assertThat(DEFAULTS.refreshDueForRequest(statedOnly, NOW.plusSeconds(600))).isFalse();
    TokenLifetimes early = threshold(120);
    assertThat(early.refreshDueForRequest(stated, NOW.plusSeconds(479))).isFalse();
    assertThat(early.refreshDueForRequest(stated, NOW.plusSeconds(480))).isTrue();
  }

  @Property(tries = 300)
  void what_was_refreshed_just_now_is_not_due_again_whatever_the_threshold(
      @ForAll @LongRange(min = 1, max = 100_000) long life,
      @ForAll @LongRange(max = 100_000) long thresholdSeconds) {
    UpstreamTokens fresh = tokens(true, life);
    assertThat(threshold(thresholdSeconds).refreshDueForRequest(fresh, NOW)).isFalse();
  }

  @Test
  void tokens_are_issued_on_half_a_life_a_minute_and_the_threshold() {
    assertThat(DEFAULTS.refreshDueForIssue(stated, NOW.plusSeconds(300))).isFalse();
    assertThat(DEFAULTS.refreshDueForIssue(stated, NOW.plusSeconds(301))).isTrue();
    assertThat(DEFAULTS.refreshDueForIssue(tokens(true, 100), NOW.plusSeconds(40))).isFalse();
    assertThat(DEFAULTS.refreshDueForIssue(tokens(true, 100), NOW.plusSeconds(41))).isTrue();
    assertThat(threshold(400).refreshDueForIssue(stated, NOW.plusSeconds(199))).isFalse();
    assertThat(threshold(400).refreshDueForIssue(stated, NOW.plusSeconds(200))).isTrue();
    assertThat(DEFAULTS.refreshDueForIssue(statedOnly, NOW.plusSeconds(599))).isFalse();
  }

  private static TokenLifetimes lifetimes(
      Optional<Duration> access, Optional<Duration> refresh, Optional<Duration> fallback) {
    return new TokenLifetimes(access, refresh, fallback, YEAR, Duration.ZERO);
  }

  private static TokenLifetimes threshold(long seconds) {
    return new TokenLifetimes(UNSET, UNSET, UNSET, YEAR, Duration.ofSeconds(seconds));
  }

  private static Optional<Duration> seconds(long seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private static UpstreamTokens tokens(boolean refreshable, long seconds) {
    return expiring(refreshable, Optional.of(NOW.plusSeconds(seconds)), Optional.empty());
  }

  private static UpstreamTokens unstated(boolean refreshable) {
    return expiring(refreshable, Optional.empty(), Optional.empty());
  }

  private static UpstreamTokens refreshExpiring(UpstreamTokens tokens, long seconds) {
    return expiring(true, tokens.expiresAt(), Optional.of(NOW.plusSeconds(seconds)));
  }

  private static UpstreamTokens expiring(
      boolean refreshable, Optional<Instant> expiresAt, Optional<Instant> refreshExpiresAt) {
    UpstreamTokens any = Grants.tokens(Optional.of("refresh").filter(t -> refreshable));
    return new UpstreamTokens(
        any.accessToken(),
        any.refreshToken(),
        any.idToken(),
        any.scope(),
        any.obtainedAt(),
        expiresAt,
        refreshExpiresAt);
  }
}
