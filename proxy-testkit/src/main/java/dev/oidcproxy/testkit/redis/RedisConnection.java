package dev.oidcproxy.testkit.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Commands to a Redis by hand, without a library: bytes are the characters of Latin 1. */
public final class RedisConnection implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  public RedisConnection(int port) {
    try {
      this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      this.in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends one command and waits for its answer: a text, a number, a list, or null.
   *
   * @throws IllegalStateException with the words of an error
   */
  public Object ask(String... words) {
    StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      request.append("$").append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    try {
      socket.getOutputStream().write(request.toString().getBytes(ISO_8859_1));
      return answer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next answer, for commands that have many, as {@code MONITOR}. */
  public Object next() {
    try {
      return answer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Object answer() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> rest;
      case ':' -> Long.valueOf(rest);
      case '$' -> text(Integer.parseInt(rest));
      case '*' -> list(Integer.parseInt(rest));
      case '-' -> throw new IllegalStateException(rest);
      default -> throw new IOException("not an answer of Redis: " + line);
    };
  }

  private String text(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    String text = new String(in.readNBytes(length), ISO_8859_1);
    line();
    return text;
  }

  private List<Object> list(int length) throws IOException {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      items.add(answer());
    }
    return items;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended");
      }
      line.write(c);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }
}
