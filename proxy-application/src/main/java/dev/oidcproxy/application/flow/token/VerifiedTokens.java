package dev.oidcproxy.application.flow.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.oidcproxy.application.state.Records;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.port.Subscription;
import dev.oidcproxy.domain.value.TokenHash;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tokens verified a moment ago, by hash. An entry is believed until its instant and dropped when
 * its grant is deleted anywhere. A verification that was under way when such an event came is not
 * kept: it may have read the grant just before it went.
 */
public final class VerifiedTokens implements AutoCloseable {

  private static final int MOST = 100_000;

  private final Cache<TokenHash, Verified> cache = Caffeine.newBuilder().maximumSize(MOST).build();
  private final AtomicLong epoch = new AtomicLong();
  private final Records<Grant> grants;
  private final Subscription deletions;

  public VerifiedTokens(Records<Grant> grants) {
    this.grants = grants;
    this.deletions = grants.onChange(key -> forget(key.id()));
  }

  /** Never blocks. */
  Optional<Verified> find(TokenHash token, Instant now) {
    return Optional.ofNullable(cache.getIfPresent(token))
        .filter(verified -> now.isBefore(verified.until()));
  }

  /** To be taken before the grant is read, and given back to {@link #keep}. */
  long epoch() {
    return epoch.get();
  }

  void keep(TokenHash token, Verified verified, long since) {
    if (epoch.get() == since) {
      cache.put(token, verified);
      if (epoch.get() != since) {
        cache.invalidate(token);
      }
    }
  }

  private void forget(String storedGrantId) {
    epoch.incrementAndGet();
    cache
        .asMap()
        .values()
        .removeIf(v -> grants.storedId(v.token().grant().value()).equals(storedGrantId));
  }

  @Override
  public void close() {
    deletions.close();
  }
}
