package dev.oidcproxy.benchmarks;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.flow.token.Verified;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
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

/**
 * What an MCP request costs in token checks: with a token verified a moment ago, and with one that
 * is verified anew (signature, claims, and the grant read from memory, unsealed and parsed).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TokenVerificationBenchmark {

  private TestProxy proxy;
  private String token;
  private Resource resource;

  /** Signs a client in. */
  @Setup
  public void signIn() {
    proxy = TestProxy.of(TestSettings.bare().resource("/mcp", IdentityMode.HEADERS));
    resource = proxy.resource().resource();
    token = TestClient.register(proxy).signIn().access();
    proxy.proxy().verifyToken().verify(token, resource);
  }

  @TearDown
  public void close() {
    proxy.close();
  }

  @Benchmark
  public Optional<Verified> known() {
    return proxy.proxy().verifyToken().known(token, resource);
  }

  @Benchmark
  public Verified anew() {
    return proxy.proxy().verifyToken().verify(token, resource);
  }
}
