package dev.oidcproxy.distribution.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.oidcproxy.application.spi.AuditSink;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.ClientId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

@Timeout(30)
class AuditTrailTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final ProxyEvent FIRST = new ProxyEvent.ClientRegistered(new ClientId("first"));
  private static final ProxyEvent SECOND = new ProxyEvent.ClientDeleted(new ClientId("second"));
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Logger logger = (Logger) LoggerFactory.getLogger(AuditTrail.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<AuditSink.Entry> kept = new CopyOnWriteArrayList<>();
  private final AtomicInteger lost = new AtomicInteger();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(log);
  }

  private AuditTrail trail(AuditSink sink) {
    return trail(sink, 100);
  }

  private AuditTrail trail(AuditSink sink, int capacity) {
    return new AuditTrail(sink, () -> NOW, lost::incrementAndGet, capacity);
  }

  private List<String> said() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void entries_are_kept_in_order_with_their_time_and_the_request_they_come_from() {
    AuditTrail trail = trail(kept::add);
    MDC.put("request_id", "request-1");
    trail.on(FIRST);
    MDC.remove("request_id");
    trail.on(SECOND);
    trail.close(PATIENCE);

    assertThat(kept)
        .containsExactly(
            new AuditSink.Entry(NOW, Optional.of("request-1"), FIRST),
            new AuditSink.Entry(NOW, Optional.empty(), SECOND));
    assertThat(lost).hasValue(0);
    assertThat(said()).isEmpty();
  }

  @Test
  void a_sink_that_fails_is_told_of_once_and_once_more_when_it_works_again() {
    AtomicInteger calls = new AtomicInteger();
    AuditTrail trail =
        trail(entry -> {
          if (calls.incrementAndGet() <= 3) {
            throw new IOException("canary");
          }
          kept.add(entry);
        });
    for (int i = 0; i < 5; i++) {
      trail.on(FIRST);
    }
    trail.close(PATIENCE);

    assertThat(kept).hasSize(2);
    assertThat(lost).hasValue(3);
    assertThat(said())
        .containsExactly(
            "the audit sink fails (IOException): entries are lost, and counted",
            "the audit sink works again");
  }

  @Test
  void a_sink_of_another_version_fails_like_any_other() {
    AuditTrail trail =
        trail(entry -> {
          throw new NoSuchMethodError("gone");
        });
    trail.on(FIRST);
    trail.on(SECOND);
    trail.close(PATIENCE);

    assertThat(lost).hasValue(2);
    assertThat(said()).hasSize(1);
  }

  @Test
  void an_error_of_a_sink_costs_one_entry_and_no_more() {
    List<Error> errors = List.of(new AssertionError("canary"), new StackOverflowError("canary"));
    AtomicInteger calls = new AtomicInteger();
    AuditTrail trail =
        trail(entry -> {
          int call = calls.getAndIncrement();
          if (call < errors.size()) {
            throw errors.get(call);
          }
          kept.add(entry);
        });
    for (int i = 0; i < 3; i++) {
      trail.on(FIRST);
    }
    trail.close(PATIENCE);

    assertThat(kept).hasSize(1);
    assertThat(lost).hasValue(2);
    assertThat(said())
        .containsExactly(
            "the audit sink fails (AssertionError): entries are lost, and counted",
            "the audit sink works again");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_sink_that_hangs_is_interrupted_and_closed_at_the_end(boolean swallows)
      throws InterruptedException {
    Hanging sink = new Hanging(swallows);
    AuditTrail trail = trail(sink);
    trail.on(FIRST);
    trail.on(SECOND);
    sink.writing.await();
    trail.close(Duration.ofMillis(50));

    assertThat(sink.closed).isTrue();
    assertThat(sink.calls).hasValue(1);
    assertThat(lost).hasValue(swallows ? 1 : 2);
    assertThat(said()).containsExactly("the audit sink did not end in time");
  }

  @Test
  void an_interruption_that_is_a_sinks_own_ends_nothing() {
    AuditTrail trail =
        trail(entry -> {
          kept.add(entry);
          Thread.currentThread().interrupt();
        });
    trail.on(FIRST);
    trail.on(SECOND);
    trail.close(PATIENCE);

    assertThat(kept).hasSize(2);
    assertThat(lost).hasValue(0);
  }

  @Test
  void nobody_waits_for_a_sink_that_hangs() throws InterruptedException {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AuditTrail trail =
        trail(
            entry -> {
              writing.countDown();
              never.await();
            },
            2);
    trail.on(FIRST);
    writing.await();

    for (int i = 0; i < 10; i++) {
      trail.on(SECOND);
    }

    assertThat(lost).hasValue(8);
    assertThat(said())
        .containsExactly(
            "the audit sink is slower than what happens: entries are lost, and counted");
    trail.close(Duration.ofMillis(50));
    assertThat(lost.get()).isGreaterThanOrEqualTo(10);
  }

  @Test
  void a_sink_that_can_be_closed_is_closed_when_it_has_everything() {
    Closeable sink = new Closeable();
    AuditTrail trail = trail(sink);
    trail.on(FIRST);
    trail.close(PATIENCE);

    assertThat(kept).hasSize(1);
    assertThat(sink.closed).isTrue();
  }

  private static final class Hanging implements AuditSink, AutoCloseable {

    private final boolean swallows;
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean closed;

    Hanging(boolean swallows) {
      this.swallows = swallows;
    }

    @Override
    public void write(Entry entry) throws InterruptedException {
      calls.incrementAndGet();
      writing.countDown();
      try {
        never.await();
      } catch (InterruptedException e) {
        if (!swallows) {
          throw e;
        }
      }
    }

    @Override
    public void close() {
      closed = !Thread.currentThread().isInterrupted();
    }
  }

  private final class Closeable implements AuditSink, AutoCloseable {

    private volatile boolean closed;

    @Override
    public void write(Entry entry) {
      kept.add(entry);
    }

    @Override
    public void close() {
      closed = !kept.isEmpty();
    }
  }
}
