package dev.oidcproxy.distribution.audit;

import dev.oidcproxy.application.spi.AuditSink;
import dev.oidcproxy.application.spi.AuditSink.Entry;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.ProxyEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Hands events to a sink, in order and by a thread of its own: the sink can be slow, down or wrong,
 * and whoever serves a request neither waits nor learns of it. What is lost is counted.
 */
public final class AuditTrail implements ProxyEvents, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final String REQUEST_ID = "request_id";
  private static final int CAPACITY = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** For a sink that was interrupted to be closed. */
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

  private static final Entry END = new Entry(Instant.MAX, Optional.empty(), null);

  private final BlockingQueue<Entry> waiting;
  private final AuditSink sink;
  private final InstantSource clock;
  private final Runnable lost;
  private final AtomicBoolean overrun = new AtomicBoolean();
  private final Thread writer;
  private volatile boolean givenUp;
  private boolean failing;

  /**
   * Begins to write.
   *
   * @param lost called for each entry that the sink does not have
   */
  public AuditTrail(AuditSink sink, InstantSource clock, Runnable lost) {
    this(sink, clock, lost, CAPACITY);
  }

  /**
   * As above.
   *
   * @param capacity how many entries may wait
   */
  AuditTrail(AuditSink sink, InstantSource clock, Runnable lost, int capacity) {
    this.waiting = new ArrayBlockingQueue<>(capacity);
    this.sink = sink;
    this.clock = clock;
    this.lost = lost;
    this.writer = Thread.ofPlatform().daemon().name("audit").start(this::write);
  }

  @Override
  public void on(ProxyEvent event) {
    Entry entry = new Entry(clock.instant(), Optional.ofNullable(MDC.get(REQUEST_ID)), event);
    if (waiting.offer(entry)) {
      return;
    }
    lost.run();
    if (overrun.compareAndSet(false, true)) {
      LOG.warn("the audit sink is slower than what happens: entries are lost, and counted");
    }
  }

  /** Lets the sink have what waits, for so long; then it is closed. */
  void close(Duration patience) {
    try {
      if (waiting.offer(END, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        writer.join(patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (writer.isAlive()) {
      giveUp();
    }
    List<Entry> left = new ArrayList<>();
    waiting.drainTo(left);
    left.stream().filter(entry -> !entry.equals(END)).forEach(entry -> lost.run());
  }

  @Override
  public void close() {
    close(PATIENCE);
  }

  /** Of one that hangs nothing more can be had than that it is closed. */
  private void giveUp() {
    LOG.warn("the audit sink did not end in time");
    givenUp = true;
    writer.interrupt();
    try {
      writer.join(LAST_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    for (Entry entry = next(); !entry.equals(END); entry = next()) {
      write(entry);
    }
    // What is left of an interruption would keep the sink from writing its last.
    Thread.interrupted();
    closeSink();
  }

  /**
   * The end when it was given up, whether or not the sink has forgotten that it was interrupted.
   */
  private Entry next() {
    while (!givenUp) {
      try {
        return waiting.take();
      } catch (InterruptedException e) {
        // Perhaps the sink's own doing, which ends nothing.
      }
    }
    return END;
  }

  /**
   * Whatever is thrown costs this entry and no other: without its thread all would be lost, and
   * nobody would count. It is told by its kind: its words may quote anything.
   */
  private void write(Entry entry) {
    try {
      sink.write(entry);
      if (failing) {
        failing = false;
        LOG.info("the audit sink works again");
      }
    } catch (Throwable e) {
      lost.run();
      if (!failing && !givenUp) {
        failing = true;
        LOG.warn("the audit sink fails ({}): entries are lost, and counted", kind(e));
      }
    }
  }

  private void closeSink() {
    if (sink instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (Throwable e) {
        LOG.warn("the audit sink could not be closed ({})", kind(e));
      }
    }
  }

  private static String kind(Throwable failure) {
    return failure.getClass().getSimpleName();
  }
}
