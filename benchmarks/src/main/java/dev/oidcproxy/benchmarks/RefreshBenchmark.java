package dev.oidcproxy.benchmarks;

import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.redis.RedisServer;
import dev.oidcproxy.testkit.remote.RemoteClient;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Refresh grants for a second of CPU time of the packaged program, which other programs on the
 * machine cannot take from it. Each worker goes on from the refresh token it was last given.
 */
final class RefreshBenchmark {

  private static final int WORKERS = 16;

  /** Each is refreshed a few times a second at most. */
  private static final int GRANTS = 512;

  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final int ROUNDS = 3;

  /** Ten times the 120 refreshes a second that Keycloak's sizing guide has for one vCPU. */
  private static final int MARK = 1_200;

  private RefreshBenchmark() {}

  public static void main(String[] args) throws Exception {
    measure("memory", Deployed.MEMORY);
    try (RedisServer redis = RedisServer.start()) {
      measure("redis", Deployed.redis(redis.url()));
    }
  }

  private static void measure(String name, String storage) throws Exception {
    try (Deployed deployed = new Deployed(storage)) {
      RemoteClient client = RemoteClient.register(deployed.deployment(), "benchmark");
      AtomicReferenceArray<String> newest = signedIn(client);
      Load.run(WORKERS, WARM_UP, worker -> refresh(client, newest, worker));
      for (int round = 0; round < ROUNDS; round++) {
        Duration before = deployed.proxy().cpuTime();
        Load load = Load.run(WORKERS, TIME, worker -> refresh(client, newest, worker));
        Duration used = deployed.proxy().cpuTime().minus(before);
        System.out.printf(
            Locale.ROOT,
            "%-7s %,7.0f refreshes a CPU second (mark: at least %,d)   %s%n",
            name,
            load.operations() * 1000.0 / used.toMillis(),
            MARK,
            load);
      }
    }
  }

  private static AtomicReferenceArray<String> signedIn(RemoteClient client) {
    AtomicReferenceArray<String> newest = new AtomicReferenceArray<>(GRANTS);
    for (int i = 0; i < GRANTS; i++) {
      newest.set(i, client.signIn().refreshToken());
    }
    return newest;
  }

  /** No two workers have a grant in common. */
  private static void refresh(
      RemoteClient client, AtomicReferenceArray<String> newest, int worker) {
    int grant = worker + WORKERS * ThreadLocalRandom.current().nextInt(GRANTS / WORKERS);
    newest.set(grant, Tokens.of(client.refresh(newest.get(grant))).refreshToken());
  }
}
