package dev.oidcproxy.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.ChangeListener;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.Subscription;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A store in Redis. Each method but {@link #keys} is one command on one key. While there is no
 * connection every method fails at once; a connection that ended is made anew in the background.
 * {@link #put}, {@link #take} and {@link #delete} that throw may have taken effect, {@link
 * #putIfAbsent} and {@link #replace} look what became of them before they do.
 */
public final class RedisStore implements KeyValueStore {

  private static final long PAGE = 1000;
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final Duration HEALTH = Duration.ofSeconds(10);

  /** As long as the library takes for a new connection when the server is there. */
  private static final int LOOKS = 25;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final KeyNames names;
  private final Client client;
  private final Lane lane;
  private final ChangeFeed feed;
  private final Optional<WaitedWrites> waited;

  /** Opens nothing: the first use does. */
  public RedisStore(RedisSettings settings, TrustedCertificates trusted) {
    this.names = new KeyNames(settings.keyPrefix());
    boolean waits = settings.waitReplicas() > 0;
    this.client =
        Client.of(
            settings.address(),
            trusted.trust(),
            RedisAddress.TIMEOUT.plus(waits ? settings.waitTimeout() : Duration.ZERO));
    this.lane = new Lane(client);
    this.feed = new ChangeFeed(client, names);
    this.waited =
        waits
            ? Optional.of(new WaitedWrites(client, settings.waitReplicas(), settings.waitTimeout()))
            : Optional.empty();
  }

  @Override
  public void put(Key key, byte[] value, Duration ttl) {
    byte[] name = names.name(key);
    SetArgs args = SetArgs.Builder.px(millis(ttl));
    var unused = lane.ask(session -> session.commands().set(name, value, args));
  }

  @Override
  public boolean putIfAbsent(Key key, byte[] value, Duration ttl) {
    byte[] name = names.name(key);
    SetArgs args = SetArgs.Builder.nx().px(millis(ttl));
    return certain(
        name, value, () -> lane.ask(session -> session.commands().set(name, value, args)) != null);
  }

  @Override
  public Optional<byte[]> get(Key key) {
    return read(names.name(key));
  }

  @Override
  public Optional<byte[]> take(Key key) {
    Script.Arguments arguments =
        new Script.Arguments(
            names.name(key), names.bytesOfChannel(key.collection()), KeyNames.id(key));
    return Optional.ofNullable(spend(Script.TAKE, arguments, Objects::nonNull));
  }

  @Override
  public boolean replace(Key key, byte[] expected, byte[] next, Duration ttl) {
    byte[] name = names.name(key);
    byte[] millis = Long.toString(millis(ttl)).getBytes(US_ASCII);
    Script.Arguments arguments = new Script.Arguments(name, expected, next, millis);
    Predicate<Long> changes = answer -> answer == 1;
    return certain(name, next, () -> changes.test(spend(Script.REPLACE, arguments, changes)));
  }

  @Override
  public void delete(Key key) {
    Script.Arguments arguments =
        new Script.Arguments(
            names.name(key), names.bytesOfChannel(key.collection()), KeyNames.id(key));
    var unused = lane.run(Script.DELETE, arguments);
  }

  @Override
  public Stream<Key> keys(String collection) {
    ScanArgs args = ScanArgs.Builder.limit(PAGE).match(names.pattern(collection));
    return Stream.iterate(
            scan(ScanCursor.INITIAL, args),
            Objects::nonNull,
            page -> page.isFinished() ? null : scan(page, args))
        .flatMap(page -> page.getKeys().stream())
        .map(name -> names.key(collection, name))
        .distinct();
  }

  @Override
  public Subscription onChange(String collection, ChangeListener listener) {
    return feed.listen(collection, listener);
  }

  /** By a write, which a replica or a full server refuses. */
  @Override
  public Health check() {
    SetArgs args = SetArgs.Builder.px(HEALTH.toMillis());
    try {
      var unused =
          lane.ask(session -> session.commands().set(names.forHealth(), new byte[0], args));
      return new Health.Up();
    } catch (StoreException e) {
      return new Health.Down(e.getMessage());
    }
  }

  @Override
  public void close() {
    feed.close();
    lane.close();
    client.close();
  }

  private Optional<byte[]> read(byte[] name) {
    return Optional.ofNullable(lane.ask(session -> session.commands().get(name)));
  }

  private KeyScanCursor<byte[]> scan(ScanCursor cursor, ScanArgs args) {
    return lane.ask(session -> session.commands().scan(cursor, args));
  }

  private <T> T spend(Script<T> script, Script.Arguments arguments, Predicate<T> changes) {
    return waited.isPresent()
        ? waited.get().run(script, arguments, changes)
        : lane.run(script, arguments);
  }

  /**
   * Answers for a write that went out and whose answer never came, if the entry does. Holding what
   * we wrote, it was us who wrote it: values are sealed with a random part, so nobody else writes
   * the same bytes. Anything else proves nothing. Also what we expected to replace does not: the
   * write may still be under way; and another value may stand in place of ours.
   */
  private boolean certain(byte[] name, byte[] written, BooleanSupplier write) {
    try {
      return write.getAsBoolean();
    } catch (StoreException e) {
      if (Answers.leaveDoubt(e) && waited.isEmpty() && holds(name, written)) {
        return true;
      }
      throw e;
    }
  }

  /** Looks once, but waits for the connection on which to look. */
  private boolean holds(byte[] name, byte[] value) {
    for (int i = 0; i < LOOKS; i++) {
      try {
        return read(name).filter(found -> Arrays.equals(found, value)).isPresent();
      } catch (StoreException e) {
        if (!Answers.neverSent(e)) {
          return false;
        }
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
    }
    return false;
  }

  /** Redis counts in whole milliseconds, and takes no lifetime of none. */
  private static long millis(Duration ttl) {
    Duration bounded = ttl.compareTo(LONGEST) > 0 ? LONGEST : ttl;
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(bounded.plusNanos(999_999).toNanos()));
  }
}
