package dev.oidcproxy.application.flow.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.oidcproxy.application.state.Records;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.port.ChangeListener;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.Subscription;
import dev.oidcproxy.domain.port.TokenExchange;
import dev.oidcproxy.domain.port.TokenExchange.Target;
import dev.oidcproxy.domain.value.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Tokens of other APIs, one for each grant at most, because a grant is for one resource. An entry
 * goes when its grant is deleted anywhere. If that went unheard it stays until its token ends, and
 * nobody asks for it: a grant that is gone is verified no more.
 */
final class ExchangedTokens implements AutoCloseable {

  private static final int MOST = 100_000;

  private final InstantSource clock;
  private final Cache<String, Entry> entries;
  private final Subscription subscription;

  /** Grants for which the provider is being asked, and whether they ended meanwhile. */
  private final Map<String, Boolean> endedMeanwhile = new ConcurrentHashMap<>();

  ExchangedTokens(Records<Grant> grants, InstantSource clock) {
    this.clock = clock;
    this.entries =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            // Of real time: what it ends is garbage by then, by whatever clock.
            .expireAfter(Expiry.<String, Entry>writing((grant, entry) -> life(entry)))
            .build();
    this.subscription = grants.onChange(new Listener());
  }

  /**
   * What a token is kept for.
   *
   * @param grant as the store names it
   */
  record Purpose(String grant, Resource resource, Target target) {}

  /**
   * @param freshUntil when to ask again
   * @param end when it is of no use any more
   */
  record Entry(Purpose purpose, TokenExchange.Answer answer, Instant freshUntil, Instant end) {

    /** The same, to be asked for again after a while, and never later than it ends. */
    Entry freshFor(Instant now, Duration time) {
      Instant again = now.plus(time);
      return new Entry(purpose, answer, again.isBefore(end) ? again : end, end);
    }
  }

  /** An answer that need not be asked for again; of exactly this grant, resource and target. */
  Optional<Entry> fresh(Purpose purpose) {
    return find(purpose).filter(entry -> clock.instant().isBefore(entry.freshUntil()));
  }

  /** A token that has not ended. */
  Optional<Entry> usable(Purpose purpose) {
    return find(purpose)
        .filter(entry -> entry.answer() instanceof TokenExchange.Answer.Exchanged)
        .filter(entry -> clock.instant().isBefore(entry.end()));
  }

  /** Lets a token that has not ended be used for a while before it is asked for again. */
  void putOff(Purpose purpose, Duration time) {
    entries
        .asMap()
        .computeIfPresent(
            purpose.grant(),
            (grant, entry) ->
                entry.purpose().equals(purpose) ? entry.freshFor(clock.instant(), time) : entry);
  }

  /** Keeps what {@code work} gives, unless the grant ended while it was at it. */
  Entry keeping(Purpose purpose, Supplier<Entry> work) {
    endedMeanwhile.put(purpose.grant(), false);
    try {
      Entry entry = work.get();
      entries.put(purpose.grant(), entry);
      return entry;
    } finally {
      // After the entry is there, so that no end slips in between.
      if (Boolean.TRUE.equals(endedMeanwhile.remove(purpose.grant()))) {
        entries.invalidate(purpose.grant());
      }
    }
  }

  /** How many there are. */
  long count() {
    entries.cleanUp();
    return entries.estimatedSize();
  }

  @Override
  public void close() {
    subscription.close();
  }

  private Optional<Entry> find(Purpose purpose) {
    return Optional.ofNullable(entries.getIfPresent(purpose.grant()))
        .filter(entry -> entry.purpose().equals(purpose));
  }

  private Duration life(Entry entry) {
    Duration left = Duration.between(clock.instant(), entry.end());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private final class Listener implements ChangeListener {

    @Override
    public void removed(Key grant) {
      endedMeanwhile.computeIfPresent(grant.id(), (id, before) -> true);
      entries.invalidate(grant.id());
    }
  }
}
