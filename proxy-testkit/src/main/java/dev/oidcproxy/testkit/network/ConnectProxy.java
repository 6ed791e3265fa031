package dev.oidcproxy.testkit.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy on a port of loopback, as companies have them: it takes CONNECT (RFC 9110 section
 * 9.3.6), and whatever host is asked for, its tunnels lead to one port of this computer.
 */
public final class ConnectProxy implements AutoCloseable {

  private static final int LONGEST_HEAD = 8 * 1024;

  private final int target;
  private final Optional<String> credentials;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private volatile Optional<String> refusal = Optional.empty();
  private volatile Thread accepting = Thread.currentThread();

  private ConnectProxy(int target, Optional<String> credentials, ServerSocket server) {
    this.target = target;
    this.credentials = credentials;
    this.server = server;
  }

  /**
   * A proxy for everybody, or for who presents {@code user:password}.
   *
   * @param target the port that every tunnel leads to
   */
  public static ConnectProxy to(int target, Optional<String> userAndPassword) {
    try {
      ConnectProxy proxy =
          new ConnectProxy(
              target, userAndPassword, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      proxy.accepting = Thread.ofVirtual().start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The first lines of all requests so far, those that were refused too. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** From now on every request is answered with this status, and its reason. */
  public void refuse(String status) {
    refusal = Optional.of(status);
  }

  @Override
  public void close() {
    open.forEach(ConnectProxy::end);
    end(server);
    // The port is free only once nobody waits at it any more.
    try {
      accepting.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket from = server.accept();
        open.add(from);
        Thread.ofVirtual().start(() -> serve(from));
      } catch (IOException e) {
        // The end: closed while waiting.
        return;
      }
    }
  }

  private void serve(Socket from) {
    try (from) {
      String head = head(from.getInputStream());
      asked.add(head.lines().findFirst().orElse(""));
      if (!allowed(head)) {
        answer(
            from, "407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"x\"\r\n");
        return;
      }
      if (refusal.isPresent()) {
        answer(from, refusal.get(), "");
        return;
      }
      if (!head.startsWith("CONNECT ")) {
        answer(from, "405 Method Not Allowed", "");
        return;
      }
      tunnel(from);
    } catch (IOException e) {
      // One side hung up.
    } finally {
      open.remove(from);
    }
  }

  private void tunnel(Socket from) throws IOException {
    try (Socket to = new Socket(InetAddress.getLoopbackAddress(), target)) {
      open.add(to);
      from.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Thread back = Thread.ofVirtual().start(() -> copy(to, from));
      copy(from, to);
      back.interrupt();
      open.remove(to);
    }
  }

  private boolean allowed(String head) {
    return credentials
        .map(c -> Base64.getEncoder().encodeToString(c.getBytes(StandardCharsets.UTF_8)))
        .map(c ->
            head.lines().anyMatch(line -> line.equalsIgnoreCase("Proxy-Authorization: Basic " + c)))
        .orElse(true);
  }

  private static void answer(Socket to, String status, String headers) throws IOException {
    to.getOutputStream()
        .write(
            ("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
  }

  /** Byte by byte, so that nothing of what follows is taken. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n") && head.length() < LONGEST_HEAD) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("no whole request");
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static void copy(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
      to.shutdownOutput();
    } catch (IOException e) {
      end(from);
      end(to);
    }
  }

  private static void end(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // It is over anyway.
    }
  }
}
