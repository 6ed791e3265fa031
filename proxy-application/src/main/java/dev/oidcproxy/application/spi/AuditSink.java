package dev.oidcproxy.application.spi;

import dev.oidcproxy.domain.port.ProxyEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps what somebody may ask about later, in a place of its own. Called by one thread, which
 * serves nobody: it may take its time. What it throws costs the entry and is told once; when
 * entries come faster than it takes them for long, some are lost and counted. One that is {@link
 * AutoCloseable} is closed at the end.
 */
@FunctionalInterface
public interface AuditSink {

  /**
   * @throws Exception when the entry could not be kept
   */
  void write(Entry entry) throws Exception;

  /**
   * Something happened.
   *
   * @param requestId of the request that caused it, as in the log and in {@code X-Request-Id}
   * @param event one of a set that grows: a {@code switch} over it needs a default
   */
  record Entry(Instant at, Optional<String> requestId, ProxyEvent event) {}
}
