package dev.oidcproxy.benchmarks;

import dev.oidcproxy.application.outbound.GuardedHttpTransport;
import dev.oidcproxy.application.outbound.PublicAddressGuard;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a client that is known by its document costs once the document is here: no fetch, and the
 * CPU time of an authorization request beside that of a registered client.
 */
final class DocumentsBenchmark {

  private static final int SIGN_INS = 500;
  private static final int ROUNDS = 10;
  private static final int REQUESTS = 1_000;

  /** So seldom that no limit is met, and so often that a document for a day stays fresh. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final DocumentHost host;
  private final TestProxy proxy;

  private DocumentsBenchmark(DocumentHost host, TestProxy proxy) {
    this.host = host;
    this.proxy = proxy;
  }

  public static void main(String[] args) throws Exception {
    try (DocumentHost host = DocumentHost.start();
        GuardedHttpTransport guarded =
            new GuardedHttpTransport(
                host.trusted(), new PublicAddressGuard(List.of(DocumentHost.NAME)));
        TestProxy proxy =
            new TestProxy(
                TestProxy.World.create(store -> store),
                TestSettings.simple().privateDocumentHosts(DocumentHost.NAME),
                builder -> builder.documents(guarded))) {
      new DocumentsBenchmark(host, proxy).run();
    }
  }

  private void run() {
    TestClient documented = new TestClient(proxy, host.url(), TestClient.LOOPBACK);
    TestClient registered = TestClient.register(proxy);
    for (int i = 0; i < SIGN_INS; i++) {
      documented.signIn();
      proxy.clock().pass(PAUSE);
    }
    System.out.printf(
        Locale.ROOT, "%d sign-ins, fetches: %d (mark: 1)%n", SIGN_INS, host.fetches());
    double byDocument = 0;
    double byRegistration = 0;
    for (int round = -ROUNDS; round < ROUNDS; round++) {
      double one = microseconds(documented);
      double other = microseconds(registered);
      // The first half warms up.
      byDocument += round < 0 ? 0 : one / ROUNDS;
      byRegistration += round < 0 ? 0 : other / ROUNDS;
    }
    System.out.printf(
        Locale.ROOT,
        "authorize: %.1f µs CPU with a document, %.1f µs with a registration: %.2f times%n",
        byDocument,
        byRegistration,
        byDocument / byRegistration);
    if (host.fetches() != 1) {
      throw new IllegalStateException("a document that was fresh was fetched again");
    }
  }

  /** The CPU time of one authorization request. */
  private double microseconds(TestClient client) {
    String request = client.authorizeUrl().substring(proxy.settings().baseUrl().length());
    long nanos = 0;
    for (int i = 0; i < REQUESTS; i++) {
      proxy.clock().pass(PAUSE);
      long before = THREADS.getCurrentThreadCpuTime();
      int status = proxy.sendFrom("192.0.2.1", "GET", request, Map.of(), "").status();
      nanos += THREADS.getCurrentThreadCpuTime() - before;
      if (status != 302) {
        throw new IllegalStateException("the request was answered with " + status);
      }
    }
    return nanos / 1e3 / REQUESTS;
  }
}
