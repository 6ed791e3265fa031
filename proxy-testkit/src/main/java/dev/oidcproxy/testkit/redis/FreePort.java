package dev.oidcproxy.testkit.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports below those that the system gives to outgoing connections: a server that was killed finds
 * its own free again.
 */
final class FreePort {

  private static final int FIRST = 15_000;
  private static final int LAST = 32_000;

  /** A node of a cluster listens there as well. */
  static final int BUS = 10_000;

  private FreePort() {}

  static int find() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (isFree(port) && isFree(port + BUS)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
