package dev.oidcproxy.application.outbound;

import dev.oidcproxy.application.config.EgressProxy;
import dev.oidcproxy.domain.port.HttpTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link HttpTransport} for URLs that strangers chose. Every failure looks the same to the caller,
 * so that nobody learns from us what else is in our network; the log has the reason.
 */
public final class GuardedHttpTransport implements HttpTransport, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedHttpTransport.class);

  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** More at once than this are refused: strangers decide how many there are. */
  private static final int MOST_AT_ONCE = 64;

  private final PublicAddressGuard guard;
  private final PooledHttpTransport pool;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  public GuardedHttpTransport(TrustedCertificates trusted, PublicAddressGuard guard) {
    this(trusted, guard, Optional.empty());
  }

  /**
   * @param proxy that connects us to the addresses that {@code guard} found
   */
  public GuardedHttpTransport(
      TrustedCertificates trusted, PublicAddressGuard guard, Optional<EgressProxy> proxy) {
    this.guard = guard;
    this.pool =
        new PooledHttpTransport(
            trusted, guard, proxy.map(p -> new EgressRoutes(p, Optional.of(guard))));
  }

  @Override
  public Response send(Request request) throws IOException {
    try {
      guard.check(request.uri());
      return bounded(request);
    } catch (IOException e) {
      LOG.info("nothing was fetched from {}: {}", request.uri().getHost(), reason(e));
      throw new IOException("there is no usable answer");
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private Response bounded(Request request) throws IOException {
    if (!places.tryAcquire()) {
      throw new IOException("too many fetches at once");
    }
    try {
      Duration timeout = request.timeout().compareTo(LONGEST) < 0 ? request.timeout() : LONGEST;
      return pool.send(
          new Request(
              request.method(),
              request.uri(),
              request.headers(),
              request.body(),
              timeout,
              request.maxBytes()));
    } finally {
      places.release();
    }
  }

  /** What the other side sent may be in the message of a cause; the kind of trouble is enough. */
  private static String reason(IOException e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getClass().getSimpleName();
  }
}
