package dev.oidcproxy.store.disk;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.ChangeListener;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.Scheduler;
import dev.oidcproxy.domain.port.Subscription;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A store in a folder of the local disk, for one process. What it has acknowledged survives the
 * process and the machine. A disk that is full or read-only fails each operation until it is
 * neither, and harms nothing.
 */
public final class DiskStore implements KeyValueStore {

  private static final Duration COLLECTION_PERIOD = Duration.ofSeconds(30);

  /** Some milliseconds of the writer's time. */
  private static final int COLLECTED_AT_ONCE = 100;

  private static final int KEYS_AT_ONCE = 1000;

  private final Entries entries;
  private final Database database;
  private final Writer writer;
  private final Readers readers;
  private final Listeners listeners = new Listeners();
  private final Subscription collection;

  /**
   * Opens nothing yet.
   *
   * @param scheduler removes in the background what has expired
   */
  public DiskStore(DiskSettings settings, InstantSource clock, Scheduler scheduler) {
    this(settings, Schema.CURRENT, clock, scheduler);
  }

  DiskStore(DiskSettings settings, Schema schema, InstantSource clock, Scheduler scheduler) {
    this.entries = new Entries(clock);
    this.database = new Database(settings.folder(), schema);
    this.writer = new Writer(database);
    this.readers = new Readers(database);
    this.collection = scheduler.repeat(COLLECTION_PERIOD, this::collect);
  }

  @Override
  public void put(Key key, byte[] value, Duration ttl) {
    writer.write(entries.put(key, value.clone(), ttl));
  }

  @Override
  public boolean putIfAbsent(Key key, byte[] value, Duration ttl) {
    return writer.write(entries.putIfAbsent(key, value.clone(), ttl));
  }

  @Override
  public Optional<byte[]> get(Key key) {
    return read(entries.get(key));
  }

  @Override
  public Optional<byte[]> take(Key key) {
    return writer.write(
        entries.take(key), taken -> taken.ifPresent(value -> listeners.removed(key)));
  }

  @Override
  public boolean replace(Key key, byte[] expected, byte[] next, Duration ttl) {
    return writer.write(entries.replace(key, expected.clone(), next.clone(), ttl));
  }

  @Override
  public void delete(Key key) {
    writer.write(
        entries.delete(key),
        deleted -> {
          if (deleted) {
            listeners.removed(key);
          }
        });
  }

  /** Reads on as the stream is read; what changes meanwhile may be in it or not. */
  @Override
  public Stream<Key> keys(String collection) {
    return Stream.iterate(
            page(collection, Optional.empty()),
            page -> !page.isEmpty(),
            page -> page(collection, Optional.of(page.getLast())))
        .flatMap(List::stream)
        .map(id -> new Key(collection, Entries.id(id)));
  }

  @Override
  public Subscription onChange(String collection, ChangeListener listener) {
    return listeners.add(collection, listener);
  }

  /** Reads and writes, and says what is in the way. */
  @Override
  public Health check() {
    try {
      writer.write(Schema::touch);
      read(session -> session.askNumber("PRAGMA user_version"));
      return new Health.Up();
    } catch (StoreException e) {
      return new Health.Down(e.getMessage());
    }
  }

  @Override
  public void close() {
    collection.close();
    readers.close();
    // Last, for only the last connection, if it may write, empties the log into the file.
    writer.close();
    database.close();
  }

  /** In the writer's turn, as a caller like others: for tests of what a disk may do. */
  <T> T write(Step<T> step) {
    return writer.write(step);
  }

  /** How many callers wait for their turn to write: for tests as well. */
  int waiting() {
    return writer.waiting();
  }

  private <T> T read(Step<T> step) {
    if (!database.isReady()) {
      writer.write(session -> true);
    }
    return readers.read(step);
  }

  private List<byte[]> page(String collection, Optional<byte[]> last) {
    return read(entries.idsAfter(collection, last, KEYS_AT_ONCE));
  }

  /** Batch after batch, each one step among those of the callers. */
  private void collect() {
    if (database.isReady()) {
      int collected;
      do {
        collected = writer.write(entries.collect(COLLECTED_AT_ONCE));
      } while (collected == COLLECTED_AT_ONCE);
    }
  }
}
