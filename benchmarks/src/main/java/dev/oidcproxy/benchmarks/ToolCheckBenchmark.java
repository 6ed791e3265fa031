package dev.oidcproxy.benchmarks;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.gateway.Admission.Admitted;
import dev.oidcproxy.application.gateway.BodyCheck;
import dev.oidcproxy.application.gateway.message.MirroredHeaders;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What looking at a call costs where tools have rules: to read its body, and to judge it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ToolCheckBenchmark {

  private final byte[] body =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"text\":\"hello\"}}}"
          .getBytes(StandardCharsets.UTF_8);
  private final MirroredHeaders headers =
      new MirroredHeaders(List.of("tools/call"), List.of("echo"));

  private TestProxy proxy;
  private BodyCheck check;

  /** Signs a client in. */
  @Setup
  public void signIn() {
    proxy =
        TestProxy.of(
            TestSettings.bare()
                .resource("/mcp", IdentityMode.HEADERS)
                .tools("delete_*", "admin")
                .tools("*_account", "admin")
                .tools("echo", "openid"));
    String token = TestClient.register(proxy).signIn().access();
    check = ((Admitted) proxy.call(token)).body().orElseThrow();
  }

  @TearDown
  public void close() {
    proxy.close();
  }

  @Benchmark
  public Optional<HttpResponse> call() {
    return check.refusal(headers, body);
  }
}
