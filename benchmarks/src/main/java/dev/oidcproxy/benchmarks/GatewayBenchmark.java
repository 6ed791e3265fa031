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

/**
 * The packaged program with a valid token against a bare Undertow reverse proxy, in turns, before
 * the same backend; and how long it takes to be ready, and what it needs when idle. With the
 * argument {@code tools}, a resource whose tools have rules against one whose have none.
 */
final class GatewayBenchmark {

  private static final int ROUNDS = 4;
  private static final int SECONDS = 6;
  private static final int STARTS = 5;
  private static final int RULE_ROUNDS = 5;
  private static final int WARM_UP_REQUESTS = 150_000;

  private final PrintStream out = System.out;
  private final int backendPort = freePort();
  private final int barePort = freePort();
  private final int proxyPort = freePort();
  private final String proxyUrl = "http://127.0.0.1:" + proxyPort;

  private GatewayBenchmark() throws IOException {}

  public static void main(String[] args) throws Exception {
    new GatewayBenchmark()
        .run(Path.of(System.getProperty("program")), List.of(args).contains("tools"));
  }

  private void run(Path program, boolean tools) throws Exception {
    String backendUrl = "http://127.0.0.1:" + backendPort;
    try (FakeProvider provider = FakeProvider.start(InstantSource.system());
        Child backend = Child.java(Peers.class.getName(), "backend", "" + backendPort);
        Child bare = Child.java(Peers.class.getName(), "bare", "" + barePort, backendUrl)) {
      List<String> command =
          List.of(program.toString(), "serve", "--config", config(provider, backendUrl).toString());
      if (!tools) {
        starts(command);
      }
      try (Child proxy = Child.untilReady(command, "ready:")) {
        out.printf(
            Locale.ROOT,
            "resident when idle     %d MiB (mark: at most 150)%n",
            proxy.residentMebibytes());
        String token = signIn(provider, "/mcp");
        if (tools) {
          compareRules(proxy, token, signIn(provider, "/ruled"));
        } else {
          compare(proxy, bare, token);
        }
        out.printf(Locale.ROOT, "resident after load    %d MiB%n", proxy.residentMebibytes());
      }
    }
  }

  private String signIn(FakeProvider provider, String path) throws Exception {
    return new SignIn(proxyUrl, HttpClient.newHttpClient(), provider).accessToken(proxyUrl + path);
  }

  private void starts(List<String> command) throws IOException {
    List<Long> millis = new ArrayList<>();
    List<Long> cpu = new ArrayList<>();
    for (int i = 0; i <= STARTS; i++) {
      long begin = System.nanoTime();
      try (Child started = Child.untilReady(command, "ready:")) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        // The first start may make a cache, and warms the disk's.
        if (i > 0) {
          millis.add(took.toMillis());
          cpu.add(started.cpuTime().toMillis());
        }
      }
    }
    out.printf(
        Locale.ROOT,
        "time to ready          %d ms, of which %d ms CPU (median of %d; mark: at most 1000)%n",
        median(millis),
        median(cpu),
        STARTS);
  }

  private void compare(Child proxy, Child bare, String token) throws Exception {
    String bareUrl = "http://127.0.0.1:" + barePort + "/mcp";
    warmUp(bareUrl, token);
    warmUp(proxyUrl + "/mcp", token);
    double ratios = 0;
    double cpu = 0;
    double bareCpu = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Measured plain = measure(bare, bareUrl, token);
      Measured ours = measure(proxy, proxyUrl + "/mcp", token);
      double ratio = ours.wrk().requestsPerSecond() / plain.wrk().requestsPerSecond();
      ratios += ratio;
      cpu += ours.cpuMillisPerRequest();
      bareCpu += plain.cpuMillisPerRequest();
      out.printf("bare reverse proxy     %s%n", plain);
      out.printf("oidc-proxy             %s%n", ours);
      out.printf(Locale.ROOT, "ratio                  %.2f%n", ratio);
    }
    out.printf(Locale.ROOT, "mean ratio             %.2f (mark: at least 0.80)%n", ratios / ROUNDS);
    out.printf(
        Locale.ROOT,
        "mean CPU a request     %.4f ms (mark: at most 0.0800), %.2f of the bare proxy's%n",
        cpu / ROUNDS,
        cpu / bareCpu);
  }

  /** The same call to the same backend, with and without a look at which tool it calls. */
  private void compareRules(Child proxy, String token, String ruledToken) throws Exception {
    warmUp(proxyUrl + "/mcp", token);
    warmUp(proxyUrl + "/ruled", ruledToken);
    List<Double> ratios = new ArrayList<>();
    double cpu = 0;
    double ruledCpu = 0;
    for (int round = 0; round < RULE_ROUNDS; round++) {
      Measured plain = measure(proxy, proxyUrl + "/mcp", token);
      Measured ruled = measure(proxy, proxyUrl + "/ruled", ruledToken);
      ratios.add(ruled.wrk().p50Millis() / plain.wrk().p50Millis());
      cpu += plain.cpuMillisPerRequest();
      ruledCpu += ruled.cpuMillisPerRequest();
      out.printf("without rules          %s%n", plain);
      out.printf("with rules             %s%n", ruled);
    }
    out.printf(
        Locale.ROOT,
        "p50 with rules         %.2f of that without (median of %d; mark: at most 1.10)%n",
        ratios.stream().sorted().toList().get(RULE_ROUNDS / 2),
        RULE_ROUNDS);
    out.printf(Locale.ROOT, "CPU with rules         %.2f of that without%n", ruledCpu / cpu);
  }

  /** By requests and not by time, because on a busy machine a time says little. */
  private static void warmUp(String url, String token) throws Exception {
    for (long requests = 0; requests < WARM_UP_REQUESTS; ) {
      requests += Wrk.run(url, token, SECONDS).requests();
    }
  }

  private static Measured measure(Child child, String url, String token) throws Exception {
    Duration before = child.cpuTime();
    Wrk wrk = Wrk.run(url, token, SECONDS);
    Duration used = child.cpuTime().minus(before);
    return new Measured(wrk, used.toMillis() / (double) wrk.requests());
  }

  private record Measured(Wrk wrk, double cpuMillisPerRequest) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.0f requests/s, p50 %s, p99 %s, %.4f ms CPU a request",
          wrk.requestsPerSecond(),
          wrk.p50(),
          wrk.p99(),
          cpuMillisPerRequest);
    }
  }

  private Path config(FakeProvider provider, String backendUrl) throws IOException {
    Path file = Files.createTempFile("oidc-proxy", ".yaml");
    file.toFile().deleteOnExit();
    return Files.writeString(
        file,
        """
        base_url: %s
        listen: 127.0.0.1:%d
        management: { listen: "off" }
        provider:
          config_url: %s
          client_id: "%s"
          client_secret: "%s"
        resources:
          - path: /mcp
            backend: %s/mcp
          - path: /ruled
            backend: %s/mcp
            tools:
              - { name: "delete_*", scopes: [admin] }
              - { name: "*_account", scopes: [admin] }
              - { name: "echo", scopes: [openid] }
        """
            .formatted(
                proxyUrl,
                proxyPort,
                provider.configUrl(),
                provider.clientId(),
                provider.clientSecret(),
                backendUrl,
                backendUrl));
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
