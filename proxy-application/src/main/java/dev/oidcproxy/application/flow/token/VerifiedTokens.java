package dev.oidcproxy.application.flow.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.oidcproxy.application.state.Records;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.port.ChangeListener;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.Subscription;
import dev.oidcproxy.domain.value.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tokens verified a moment ago, by hash. An entry is dropped when its grant is deleted anywhere,
 * and believed until its instant while such events were heard without a gap since it was verified;
 * otherwise its grant is to be read again every few seconds. A verification that was under way when
 * an event came is not kept: it may have read the grant just before it went.
 */
final class VerifiedTokens implements AutoCloseable {

  /** How long a verification is believed; the longest a revocation can go unnoticed. */
  static final Duration BELIEVED = Duration.ofSeconds(60);

  /** How long an entry is believed whose grant may have gone unheard. */
  static final Duration UNHEARD = Duration.ofSeconds(5);

  private static final int MOST = 100_000;

  /** By grant, so that a deletion costs as much as the tokens of that grant. */
  private final Map<String, Map<TokenHash, Entry>> byGrant = new ConcurrentHashMap<>();

  private final Cache<TokenHash, Entry> cache =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          // Of real time: what it ends is garbage by then, by whatever clock.
          .expireAfterWrite(BELIEVED)
          .<TokenHash, Entry>removalListener((token, entry, cause) -> unlist(token, entry))
          .build();
  private final AtomicLong deletions = new AtomicLong();
  private final Records<Grant> grants;
  private final Subscription subscription;
  private volatile Hearing hearing = new Hearing(true);

  VerifiedTokens(Records<Grant> grants) {
    this.grants = grants;
    this.subscription = grants.onChange(new Listener());
  }

  /**
   * A stretch of time in which every event was heard, or may not have been; each is itself only.
   */
  private static final class Hearing {
    private final boolean good;

    Hearing(boolean good) {
      this.good = good;
    }
  }

  /** When a verification began; to be taken before the grant is read. */
  static final class Beginning {
    private final long deletions;
    private final Hearing hearing;

    private Beginning(long deletions, Hearing hearing) {
      this.deletions = deletions;
      this.hearing = hearing;
    }
  }

  /** Equal only to itself: what is unlisted late never takes a newer entry's place in the index. */
  private static final class Entry {
    private final Verified verified;
    private final String grant;
    private final Hearing hearing;
    private volatile Instant unheardUntil;

    Entry(Verified verified, String grant, Hearing hearing, Instant unheardUntil) {
      this.verified = verified;
      this.grant = grant;
      this.hearing = hearing;
      this.unheardUntil = unheardUntil;
    }
  }

  /** What is believed without a look at the store. Never blocks. */
  Optional<Verified> find(TokenHash token, Instant now) {
    Hearing current = hearing;
    return Optional.ofNullable(cache.getIfPresent(token))
        .filter(e -> now.isBefore(e.verified.until()))
        .filter(e -> (current.good && e.hearing == current) || now.isBefore(e.unheardUntil))
        .map(e -> e.verified);
  }

  /**
   * The entry whose grant is about to be read again: what can be said of the token if the store
   * does not answer. Everybody else goes on believing it for a few seconds, so a store that takes
   * long to fail costs one request its time and not all.
   */
  Optional<Verified> look(TokenHash token, Instant now) {
    Optional<Entry> entry = Optional.ofNullable(cache.getIfPresent(token));
    entry.ifPresent(e -> e.unheardUntil = now.plus(UNHEARD));
    return entry.map(e -> e.verified);
  }

  Beginning begin() {
    // In this order: an interruption after it is a deletion that may be missed after it.
    Hearing current = hearing;
    return new Beginning(deletions.get(), current);
  }

  /**
   * @param at the verification's beginning, by the clock
   */
  void keep(TokenHash token, Verified verified, Beginning since, Instant at) {
    if (deletions.get() != since.deletions) {
      return;
    }
    String grant = grants.storedId(verified.token().grant().value());
    Entry entry = new Entry(verified, grant, since.hearing, at.plus(UNHEARD));
    // Listed first, so that no entry is ever in the cache and not in the index.
    byGrant.compute(
        grant,
        (id, listed) -> {
          Map<TokenHash, Entry> tokens = listed == null ? new ConcurrentHashMap<>() : listed;
          tokens.put(token, entry);
          return tokens;
        });
    cache.put(token, entry);
    if (deletions.get() != since.deletions) {
      drop(token);
    }
  }

  void drop(TokenHash token) {
    cache.invalidate(token);
  }

  private void unlist(TokenHash token, Entry entry) {
    byGrant.computeIfPresent(
        entry.grant,
        (id, tokens) -> {
          tokens.remove(token, entry);
          return tokens.isEmpty() ? null : tokens;
        });
  }

  @Override
  public void close() {
    subscription.close();
  }

  private final class Listener implements ChangeListener {

    @Override
    public void removed(Key key) {
      deletions.incrementAndGet();
      Map<TokenHash, Entry> gone = byGrant.remove(key.id());
      if (gone != null) {
        cache.invalidateAll(gone.keySet());
      }
    }

    @Override
    public void interrupted() {
      hearing = new Hearing(false);
    }

    @Override
    public void resumed() {
      hearing = new Hearing(true);
    }
  }
}
