package dev.oidcproxy.benchmarks;

import dev.oidcproxy.testkit.FakeProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * CPU time of one login, from the registration to the tokens, at an instant provider: of the
 * packaged program's process alone and, where there is one, of FastMCP's. The two take turns.
 */
final class LoginBenchmark {

  private static final int ROUNDS = 5;

  /** The mark: a twentieth of what it costs the peer. */
  private static final double MARK = 0.05;

  private static final AtomicInteger PEOPLE = new AtomicInteger();

  private final PrintStream out = System.out;

  private LoginBenchmark() {}

  public static void main(String[] args) throws Exception {
    new LoginBenchmark().run(System.getProperty("python", ""));
  }

  private void run(String python) throws Exception {
    List<Contender> contenders = new ArrayList<>();
    try (FakeProvider provider = FakeProvider.start(InstantSource.system())) {
      contenders.add(ours(provider));
      if (python.isEmpty()) {
        out.println("FastMCP cannot be had here, so there is nothing to compare with");
      } else {
        contenders.add(fastMcp(python, provider));
      }
      for (Contender contender : contenders) {
        contender.signIn(contender.warmUp());
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (Contender contender : contenders) {
          contender.measure();
        }
      }
      contenders.forEach(
          c -> out.printf(Locale.ROOT, "%-12s %8.3f ms CPU a login (%s)%n", c.name(), c.mean(), c));
      if (contenders.size() == 2) {
        out.printf(
            Locale.ROOT,
            "ratio        1 to %.1f (mark: at least %.0f)%n",
            contenders.getLast().mean() / contenders.getFirst().mean(),
            1 / MARK);
      }
    } finally {
      contenders.forEach(Contender::close);
    }
  }

  private static Contender ours(FakeProvider provider) throws IOException {
    int port = freePort();
    Path file = Files.createTempFile("oidc-proxy", ".yaml");
    file.toFile().deleteOnExit();
    Files.writeString(
        file,
        """
        base_url: http://127.0.0.1:%d
        listen: 127.0.0.1:%d
        management: { listen: "off" }
        provider: { config_url: "%s", client_id: "%s", client_secret: "%s" }
        resources: [{ path: /mcp, backend: "http://127.0.0.1:1/mcp" }]
        # Each login registers a client of its own, and is another address's.
        trusted_proxies: [127.0.0.1/32]
        dynamic_client_registration: { requests_per_minute: 1000000 }
        jwt_signing_key: a-key-for-measurements-of-enough-bytes
        client_storage: {type: memory}
        """
            .formatted(
                port, port, provider.configUrl(), provider.clientId(), provider.clientSecret()));
    List<String> command =
        List.of(System.getProperty("program"), "serve", "--config", file.toString());
    return new Contender(
        "oidc-proxy", port, provider, Child.untilReady(command, "ready:"), 20_000, 500);
  }

  private static Contender fastMcp(String python, FakeProvider provider) throws Exception {
    int port = freePort();
    Child child =
        Child.untilListening(
            List.of(
                python,
                "benchmarks/fastmcp/server.py",
                Integer.toString(port),
                provider.configUrl(),
                provider.clientId(),
                provider.clientSecret()),
            port);
    return new Contender("FastMCP", port, provider, child, 50, 60);
  }

  /**
   * One of the two.
   *
   * @param warmUp logins before anything is counted
   * @param logins of one round
   * @param millis what each round's login took of the process's CPU time
   */
  private record Contender(
      String name,
      String url,
      FakeProvider provider,
      Child child,
      HttpClient http,
      int warmUp,
      int logins,
      List<Double> millis) {

    Contender(String name, int port, FakeProvider provider, Child child, int warmUp, int logins) {
      this(
          name,
          "http://127.0.0.1:" + port,
          provider,
          child,
          HttpClient.newHttpClient(),
          warmUp,
          logins,
          new ArrayList<>());
    }

    void signIn(int times) throws Exception {
      for (int i = 0; i < times; i++) {
        // Each login is another person's, as what is kept of a person grows with their logins.
        provider.person("person-" + PEOPLE.incrementAndGet(), "Ada");
        new SignIn(url, http, provider).accessToken(url + "/mcp");
      }
    }

    void measure() throws Exception {
      Duration before = child.cpuTime();
      signIn(logins);
      millis.add(child.cpuTime().minus(before).toMillis() / (double) logins);
    }

    double mean() {
      return millis.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    void close() {
      child.close();
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "rounds from %.3f to %.3f",
          millis.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
          millis.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
