package dev.oidcproxy.testkit.contract;

import dev.oidcproxy.application.outbound.PooledHttpTransport;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.domain.port.HttpTransport;
import java.io.IOException;
import java.time.Duration;

/** Real HTTP, for somebody who may lose patience: to test silence. */
final class BenchHttp implements HttpTransport, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final PooledHttpTransport http = new PooledHttpTransport(TrustedCertificates.platform());
  private volatile boolean impatient;

  void impatient(boolean from) {
    impatient = from;
  }

  @Override
  public Response send(Request request) throws IOException {
    return http.send(
        impatient
            ? new Request(
                request.method(),
                request.uri(),
                request.headers(),
                request.body(),
                PATIENCE,
                request.maxBytes())
            : request);
  }

  @Override
  public void close() {
    http.close();
  }
}
