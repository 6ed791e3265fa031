package dev.oidcproxy.application.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.domain.value.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was found out about tokens lately, by their hash: few at a time, not for long, and never
 * beyond the end of a token. Only what held is kept; a refusal or a failure is found out anew.
 */
public final class VerifiedClaims {

  private final Cache<TokenHash, Held> held;
  private final Duration lifetime;
  private final InstantSource clock;
  private final boolean keeps;

  /**
   * @param lifetime zero: nothing is kept
   * @param most how many tokens; zero: none
   */
  public VerifiedClaims(Duration lifetime, int most, InstantSource clock) {
    this.lifetime = lifetime;
    this.clock = clock;
    this.keeps = most > 0 && !lifetime.isZero();
    // When entries go is a matter of memory; whether they hold is asked of the clock below.
    this.held = Caffeine.newBuilder().maximumSize(most).expireAfterWrite(lifetime).build();
  }

  /**
   * What holds of a token.
   *
   * @param end when the token ends, if that is known
   */
  public record Verdict(Map<String, Object> claims, Optional<Instant> end) {}

  private record Held(Map<String, Object> claims, Instant until) {}

  /** The claims of a token, from {@code ask} unless it said so a moment ago. */
  public Map<String, Object> of(Secret token, Function<Secret, Verdict> ask) {
    Held known = held.getIfPresent(token.hash());
    if (known != null && clock.instant().isBefore(known.until())) {
      return known.claims();
    }
    Verdict verdict = ask.apply(token);
    Map<String, Object> claims = Collections.unmodifiableMap(new LinkedHashMap<>(verdict.claims()));
    Instant latest = clock.instant().plus(lifetime);
    Instant until = verdict.end().filter(latest::isAfter).orElse(latest);
    if (keeps) {
      held.put(token.hash(), new Held(claims, until));
    }
    return claims;
  }
}
