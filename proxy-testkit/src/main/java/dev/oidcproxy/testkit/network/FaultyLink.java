package dev.oidcproxy.testkit.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port of loopback that leads to another one, over a line that can fail. What it is told holds
 * for connections that are open and those to come, until {@link #restore}.
 */
public final class FaultyLink implements AutoCloseable {

  private static final int CHUNK = 16 * 1024;

  private final int target;
  private final ServerSocket server;
  private final Line there = new Line();
  private final Line back = new Line();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile boolean cut;

  private FaultyLink(int target, ServerSocket server) {
    this.target = target;
    this.server = server;
  }

  /** A link to a port of this computer, on a free port, in good order. */
  public static FaultyLink to(int target) {
    try {
      FaultyLink link =
          new FaultyLink(target, new ServerSocket(0, 512, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(link::accept);
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How many connections were opened so far, also in vain. */
  public int accepted() {
    return accepted.get();
  }

  /** Connections end at once, and new ones as soon as they are made. */
  public void cut() {
    cut = true;
    open.forEach(FaultyLink::end);
  }

  /**
   * A black hole: connections stay open and new ones are taken, but no byte arrives on either side.
   * {@link #restore} delivers what waits, as TCP would.
   */
  public void hold() {
    there.hold();
    back.hold();
  }

  /** Requests arrive and are acted upon; their answers do not arrive. */
  public void holdAnswers() {
    back.hold();
  }

  /** Every piece of data takes so much longer, in each direction. */
  public void delay(Duration time) {
    there.delay(time);
    back.delay(time);
  }

  /** All is well again, for connections that are still open too. */
  public void restore() {
    cut = false;
    there.restore();
    back.restore();
  }

  @Override
  public void close() {
    cut();
    there.restore();
    back.restore();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        accepted.incrementAndGet();
        Thread.ofVirtual().start(() -> join(client));
      }
    } catch (IOException e) {
      // Closed: nobody comes any more.
    }
  }

  private void join(Socket client) {
    open.add(client);
    try (client;
        Socket onward = new Socket(InetAddress.getLoopbackAddress(), target)) {
      open.add(onward);
      if (!cut) {
        client.setTcpNoDelay(true);
        onward.setTcpNoDelay(true);
        Thread answers = Thread.ofVirtual().start(() -> pump(onward, client, back));
        pump(client, onward, there);
        answers.join();
      }
      open.remove(onward);
    } catch (IOException e) {
      // The target does not listen: the client's connection ends, as it would without a link.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private static void pump(Socket from, Socket to, Line line) {
    byte[] buffer = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        line.pass();
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One side is gone; the other is told below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end(from);
    end(to);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
