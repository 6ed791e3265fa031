package dev.oidcproxy.domain.token;

import dev.oidcproxy.domain.grant.UpstreamTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long things live, from what the operator configured and what the provider said.
 *
 * @param accessToken of ours; absent: what the provider's token has left
 * @param refreshToken of ours; absent: the provider's, else {@code fallbackRefreshToken}
 * @param fallbackAccessToken for a provider that states no lifetime; absent: an hour when it can be
 *     refreshed, else a year
 * @param threshold how long before its end a provider's token is refreshed; half its life at most
 */
public record TokenLifetimes(
    Optional<Duration> accessToken,
    Optional<Duration> refreshToken,
    Optional<Duration> fallbackAccessToken,
    Duration fallbackRefreshToken,
    Duration threshold) {

  /** A token shorter than this is not worth issuing while the provider can give a longer one. */
  public static final Duration SHORTEST = Duration.ofSeconds(60);

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration YEAR = Duration.ofDays(365);

  public static TokenLifetimes defaults() {
    return new TokenLifetimes(
        Optional.empty(), Optional.empty(), Optional.empty(), YEAR, Duration.ZERO);
  }

  /** No access token lives longer, unless the provider's does. */
  public Duration longestAccessToken() {
    return Stream.of(accessToken, fallbackAccessToken, Optional.of(YEAR))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .orElse(YEAR);
  }

  /** When the provider's access token ends. */
  public Instant upstreamExpiry(UpstreamTokens tokens) {
    return tokens
        .expiresAt()
        .orElseGet(() ->
            tokens
                .obtainedAt()
                .plus(fallbackAccessToken.orElse(tokens.refreshable() ? HOUR : YEAR)));
  }

  /**
   * When an access token issued now ends. It outlives the provider's only if that can be refreshed.
   */
  public Instant accessTokenExpiry(UpstreamTokens tokens, Instant now) {
    Instant upstream = upstreamExpiry(tokens);
    Instant least = tokens.refreshable() ? later(upstream, now.plus(SHORTEST)) : upstream;
    return accessToken
        .map(now::plus)
        .map(own -> tokens.refreshable() || own.isBefore(upstream) ? own : upstream)
        .orElse(least);
  }

  /** When the grant behind tokens issued now ends. */
  public Instant grantExpiry(UpstreamTokens tokens, Instant now) {
    Instant access = accessTokenExpiry(tokens, now);
    if (!tokens.refreshable()) {
      return access;
    }
    Instant refresh =
        refreshToken
            .map(now::plus)
            .or(tokens::refreshExpiresAt)
            .orElseGet(() -> now.plus(fallbackRefreshToken));
    return later(refresh, access);
  }

  /**
   * Whether a request that lives from these tokens needs newer ones first: the threshold before
   * their end, but never in the first half of their life, or a provider whose tokens are shorter
   * than the threshold would be asked without end.
   */
  public boolean refreshDueForRequest(UpstreamTokens tokens, Instant now) {
    Instant expiry = upstreamExpiry(tokens);
    Duration halfLife = Duration.between(tokens.obtainedAt(), expiry).dividedBy(2);
    Duration ahead = threshold.compareTo(halfLife) < 0 ? threshold : halfLife;
    return tokens.refreshable() && !now.plus(ahead).isBefore(expiry);
  }

  /**
   * Whether tokens should not be issued on these: less than half of their life, or too little, is
   * left.
   */
  public boolean refreshDueForIssue(UpstreamTokens tokens, Instant now) {
    Instant expiry = upstreamExpiry(tokens);
    Duration left = Duration.between(now, expiry);
    Duration life = Duration.between(tokens.obtainedAt(), expiry);
    return tokens.refreshable()
        && (left.multipliedBy(2).compareTo(life) < 0
            || left.compareTo(SHORTEST) < 0
            || left.compareTo(threshold) <= 0);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
