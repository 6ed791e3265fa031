package dev.oidcproxy.distribution.management;

import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.http.Headers;
import dev.oidcproxy.application.http.HttpResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Numbers for Prometheus. Labels come from the configuration or from us, never from strangers. */
public final class Metrics {

  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Counter lostEntries =
      Counter.builder("oidcproxy.audit.lost")
          .description("Entries that the audit sink does not have")
          .register(registry);
  private final Map<Answer, Counter> answers = new ConcurrentHashMap<>();
  private final Map<Answer, Timer> exchanges = new ConcurrentHashMap<>();
  private final Map<String, Counter> events = new ConcurrentHashMap<>();

  private record Answer(String path, int status) {}

  /** An endpoint answered. */
  public void answered(String path, int status) {
    answers.computeIfAbsent(new Answer(path, status), this::answerCounter).increment();
  }

  /** A request went through the gateway. */
  public void passed(ProtectedResource resource, int status, long startNanos) {
    exchanges
        .computeIfAbsent(new Answer(resource.path(), status), this::exchangeTimer)
        .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
  }

  /** An entry of the audit log was lost. */
  public void auditLost() {
    lostEntries.increment();
  }

  void happened(String event) {
    events.computeIfAbsent(event, this::eventCounter).increment();
  }

  /** Tells of the outside world and of the Java platform too. */
  public void observe(Readiness readiness) {
    gauge(
        "oidcproxy.provider.up",
        "Whether sign-ins at the provider are possible",
        readiness::providerIsUp);
    gauge("oidcproxy.store.up", "Whether the store answers", readiness::storeIsUp);
  }

  /** What there is of the Java platform; takes a moment, so nobody should wait for it. */
  public void observePlatform() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
  }

  HttpResponse scrape() {
    return new HttpResponse(
            200,
            Headers.none().with("Content-Type", TEXT_FORMAT),
            registry.scrape().getBytes(StandardCharsets.UTF_8))
        .noStore();
  }

  private void gauge(String name, String description, java.util.function.BooleanSupplier up) {
    Gauge.builder(name, () -> up.getAsBoolean() ? 1 : 0)
        .description(description)
        .register(registry);
  }

  private Counter answerCounter(Answer answer) {
    return Counter.builder("oidcproxy.requests")
        .description("Answered requests by endpoint")
        .tag("endpoint", answer.path().isEmpty() ? "none" : answer.path())
        .tag("status", Integer.toString(answer.status()))
        .register(registry);
  }

  private Timer exchangeTimer(Answer answer) {
    return Timer.builder("oidcproxy.gateway.requests")
        .description("MCP requests by resource, until the answer was complete")
        .tag("resource", answer.path())
        .tag("status", Integer.toString(answer.status()))
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }

  private Counter eventCounter(String event) {
    return Counter.builder("oidcproxy.events")
        .description("What happened to clients, logins and grants")
        .tag("event", event)
        .register(registry);
  }
}
