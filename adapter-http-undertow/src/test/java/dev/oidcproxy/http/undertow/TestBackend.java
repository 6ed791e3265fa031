package dev.oidcproxy.http.undertow;

import dev.oidcproxy.testkit.RawConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An MCP server that does to each request what its script says, byte by byte if need be. */
final class TestBackend implements AutoCloseable {

  /** Answers one request; the connection is closed when it throws. */
  interface Script {
    void play(Call call) throws IOException;
  }

  /** One request, its body still unread. */
  record Call(String line, List<String> headers, RawConnection connection) {

    List<String> all(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(start))
          .map(h -> h.substring(start.length()).strip())
          .toList();
    }

    void send(String text) throws IOException {
      connection.send(text);
    }

    void json(String body) throws IOException {
      send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ");
      send(body.length() + "\r\n\r\n" + body);
    }

    void stream() throws IOException {
      send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n");
      send("Transfer-Encoding: chunked\r\n\r\n");
    }

    void event(String data) throws IOException {
      String event = "data: " + data + "\n\n";
      send(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
    }

    long skipBody() throws IOException {
      if (!all("transfer-encoding").isEmpty()) {
        long total = 0;
        for (String c = connection.chunk(); !c.isEmpty(); c = connection.chunk()) {
          total += c.length();
        }
        return total;
      }
      long length =
          all("content-length").isEmpty() ? 0 : Long.parseLong(all("content-length").get(0));
      connection.socket().getInputStream().skipNBytes(length);
      return length;
    }
  }

  private static final long PATIENCE_SECONDS = 20;

  private final ServerSocket listener;
  private final Script script;
  private final List<Socket> open = new ArrayList<>();
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  TestBackend(Script script) throws IOException {
    this(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), script);
  }

  TestBackend(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port() + "/backend");
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The next request that arrived; waits for it. */
  Call call() throws InterruptedException {
    Call call = calls.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("the backend was not reached");
    }
    return call;
  }

  /** How many requests arrived that nobody asked for. */
  int unasked() {
    return calls.size();
  }

  @Override
  public synchronized void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        synchronized (this) {
          open.add(socket);
        }
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed: the end
    }
  }

  private void serve(Socket socket) {
    try (socket;
        RawConnection connection = new RawConnection(socket)) {
      socket.setSoTimeout(0);
      while (true) {
        Call call = new Call(connection.line(), headers(connection), connection);
        calls.add(call);
        script.play(call);
      }
    } catch (IOException | UncheckedIOException e) {
      // the proxy or the script ended the connection
    }
  }

  private static List<String> headers(RawConnection connection) throws IOException {
    List<String> headers = new ArrayList<>();
    for (String line = connection.line(); !line.isEmpty(); line = connection.line()) {
      headers.add(line);
    }
    return headers;
  }
}
