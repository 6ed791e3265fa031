package dev.oidcproxy.http.undertow;

import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.testkit.HttpServerContract.Running;
import java.security.SecureRandom;

/** A started server on its port. */
record TestServer(UndertowServer server, int port) implements Running {

  static final Entropy ENTROPY =
      count -> {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
      };

  TestServer(UndertowServer server) {
    this(server, server.start().getPort());
  }

  @Override
  public void close() {
    server.close();
  }
}
