package dev.oidcproxy.benchmarks;

import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.application.memory.VirtualThreadScheduler;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.value.TokenHash;
import dev.oidcproxy.store.disk.DiskSettings;
import dev.oidcproxy.store.disk.DiskStore;
import dev.oidcproxy.store.redis.RedisSettings;
import dev.oidcproxy.store.redis.RedisStore;
import dev.oidcproxy.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The three stores with more and more grants in them: reads, and compare-and-sets of a grant. */
final class StoreBenchmark {

  private static final int[] SIZES = {1_000, 100_000, 1_000_000};

  /** What a sealed grant has. */
  private static final int BYTES = 1_200;

  private static final int WORKERS = 16;
  private static final int FILLERS = 256;
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final Duration TTL = Duration.ofDays(1);

  private StoreBenchmark() {}

  public static void main(String[] args) throws Exception {
    InstantSource clock = InstantSource.system();
    Path folder = Files.createTempDirectory("oidc-proxy-benchmark");
    measure("memory", new InMemoryStore(clock, Integer.MAX_VALUE));
    try (RedisServer redis = RedisServer.start()) {
      RedisSettings settings = RedisSettings.of(redis.url(), "benchmark");
      measure("redis", new RedisStore(settings, TrustedCertificates.platform()));
    }
    try {
      DiskSettings settings = new DiskSettings(folder);
      measure("disk", new DiskStore(settings, clock, new VirtualThreadScheduler()));
    } finally {
      delete(folder);
    }
    RoundTrips.print();
  }

  private static void measure(String name, KeyValueStore store) throws Exception {
    try (store) {
      int from = 0;
      for (int size : SIZES) {
        fill(store, from, size);
        from = size;
        int entries = size;
        Load.run(WORKERS, WARM_UP, worker -> read(store, entries));
        print(name, size, "read", Load.run(WORKERS, TIME, worker -> read(store, entries)));
        Load.run(WORKERS, WARM_UP, worker -> step(store, entries));
        print(
            name, size, "compare-and-set", Load.run(WORKERS, TIME, worker -> step(store, entries)));
      }
    }
  }

  private static void print(String store, int size, String operation, Load load) {
    System.out.printf(Locale.ROOT, "%-7s %,10d grants  %-15s  %s%n", store, size, operation, load);
  }

  private static void read(KeyValueStore store, int entries) {
    store.get(key(ThreadLocalRandom.current().nextInt(entries))).orElseThrow();
  }

  /** One step of a flow: reads a grant and replaces it, as long as nobody else did. */
  private static void step(KeyValueStore store, int entries) {
    Key key = key(ThreadLocalRandom.current().nextInt(entries));
    byte[] before = store.get(key).orElseThrow();
    store.replace(key, before, value(), TTL);
  }

  private static void fill(KeyValueStore store, int from, int to) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<?> each :
          IntStream.range(0, FILLERS)
              .mapToObj(filler ->
                  threads.submit(() -> {
                    for (int i = from + filler; i < to; i += FILLERS) {
                      store.put(key(i), value(), TTL);
                    }
                  }))
              .toList()) {
        each.get();
      }
    }
  }

  private static Key key(int number) {
    return new Key("grants", TokenHash.of("grant " + number).value());
  }

  /** Like what is sealed: no two are the same, and nothing of it can be compressed. */
  private static byte[] value() {
    byte[] bytes = new byte[BYTES];
    ThreadLocalRandom.current().nextBytes(bytes);
    return bytes;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(StoreBenchmark::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
