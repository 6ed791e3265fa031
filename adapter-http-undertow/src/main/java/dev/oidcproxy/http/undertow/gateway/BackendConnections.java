package dev.oidcproxy.http.undertow.gateway;

import io.undertow.client.ClientConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.xnio.IoUtils;

/**
 * Idle connections to one backend, of one I/O thread and used by it only. The one used last is
 * taken first, so that the surplus of a busy hour grows old and goes.
 */
final class BackendConnections {

  /**
   * Shorter than what common servers wait (uvicorn and Node: 5 s), so that a request rarely meets a
   * connection its backend is just closing: a POST that was lost that way may not be sent again.
   */
  private static final Duration IDLE = Duration.ofSeconds(4);

  private static final int MOST = 256;

  private final InstantSource clock;
  private final Deque<Idle> idle = new ArrayDeque<>();

  BackendConnections(InstantSource clock) {
    this.clock = clock;
  }

  private record Idle(ClientConnection connection, Instant since) {}

  Optional<ClientConnection> take() {
    Instant oldest = clock.instant().minus(IDLE);
    for (Idle last = idle.pollLast(); last != null; last = idle.pollLast()) {
      if (last.connection().isOpen() && last.since().isAfter(oldest)) {
        return Optional.of(last.connection());
      }
      IoUtils.safeClose(last.connection());
    }
    return Optional.empty();
  }

  void giveBack(ClientConnection connection) {
    Instant now = clock.instant();
    idle.addLast(new Idle(connection, now));
    Idle first = idle.peekFirst();
    while (idle.size() > MOST || !first.since().isAfter(now.minus(IDLE))) {
      IoUtils.safeClose(idle.removeFirst().connection());
      first = idle.peekFirst();
    }
  }
}
