package dev.oidcproxy.benchmarks;

import dev.oidcproxy.application.OAuthProxy;
import dev.oidcproxy.application.http.Headers;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.testkit.AdjustableClock;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** What a flood of registrations leaves in memory: each is another client, and most are refused. */
final class FloodBenchmark {

  private static final int REQUESTS = 10_000;

  /** MiB more than before: the clients that were let in, and as many buckets as there can be. */
  private static final double MARK = 16;

  /** MiB more than after the flood before: the clients that were let in meanwhile. */
  private static final double FLAT = 1;

  private final InMemoryStore store = new InMemoryStore(InstantSource.system());
  private final OAuthProxy proxy =
      OAuthProxy.builder(
              TestSettings.simple().build(), new FakeIdentityProvider(new AdjustableClock()))
          .store(store)
          .build();

  private FloodBenchmark() {}

  public static void main(String[] args) {
    // Whatever is loaded and compiled only once is not the flood's.
    new FloodBenchmark().flood("warm-up", i -> "192.0.2.1");
    FloodBenchmark benchmark = new FloodBenchmark();
    double before = heap();
    System.out.printf(Locale.ROOT, "%-22s %6.1f MiB of heap%n", "before", before);
    double one = benchmark.measure("one address", before, i -> "192.0.2.1");
    double again = benchmark.measure("one address again", before, i -> "192.0.2.1");
    // Each in a network of its own, so that there are as many buckets as there can be.
    double many = benchmark.measure("as many addresses", before, FloodBenchmark::network);
    double others = benchmark.measure("as many others", before, i -> network(REQUESTS + i));
    benchmark.proxy.close();
    if (Math.max(again - one, others - many) > FLAT || Math.max(one, others) > MARK) {
      throw new IllegalStateException("the flood stayed in memory");
    }
  }

  /** How many MiB more than before. */
  private double measure(String name, double before, IntFunction<String> address) {
    Map<Integer, Integer> statuses = flood(name, address);
    double more = heap() - before;
    System.out.printf(
        Locale.ROOT,
        "%-22s %+6.1f MiB (mark: at most %+.0f)   %d clients stored, answers %s%n",
        name,
        more,
        MARK,
        stored(),
        statuses);
    return more;
  }

  /** How often each status was answered. */
  private Map<Integer, Integer> flood(String name, IntFunction<String> address) {
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < REQUESTS; i++) {
      HttpRequest request = registration(name + " " + i, address.apply(i));
      statuses.merge(proxy.routes().handle(request).status(), 1, Integer::sum);
    }
    return statuses;
  }

  private long stored() {
    try (var keys = store.keys("clients")) {
      return keys.count();
    }
  }

  private static HttpRequest registration(String name, String address) {
    String body =
        "{\"client_name\":\"%s\",\"redirect_uris\":[\"https://client.example/cb\"]}"
            .formatted(name);
    return new HttpRequest(
        "POST",
        "/register",
        "",
        Headers.none().with("Content-Type", "application/json"),
        body.getBytes(StandardCharsets.UTF_8),
        address,
        "flood");
  }

  private static String network(int number) {
    return "2001:db8:"
        + Integer.toHexString(number >> 8)
        + ":"
        + Integer.toHexString(number)
        + "::1";
  }

  /** What is in use after a collection, in MiB. */
  private static double heap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed() / (1024.0 * 1024);
  }
}
