package dev.oidcproxy.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A client without manners: it sends what it is told, byte by byte. */
public final class RawConnection implements AutoCloseable {

  /** What a server answered; header names in any case. */
  public record Answer(int status, Map<String, List<String>> headers, String body) {

    public String first(String name) {
      return all(name).isEmpty() ? "" : all(name).getFirst();
    }

    public List<String> all(String name) {
      return headers.getOrDefault(name, List.of());
    }
  }

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  public RawConnection(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  public RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = socket.getInputStream();
  }

  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  public Answer ask(String request) throws IOException {
    send(request);
    return answer();
  }

  /** The next answer with its body, however that is framed. */
  public Answer answer() throws IOException {
    Answer head = head();
    String length = head.first("content-length");
    String body =
        head.first("transfer-encoding").equals("chunked")
            ? chunks()
            : new String(
                in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length)), ISO_8859_1);
    return new Answer(head.status(), head.headers(), body);
  }

  /** Status and headers of the next answer; its body is still to be read. */
  public Answer head() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] field = line.split(": ?", 2);
      headers.computeIfAbsent(field[0], name -> new ArrayList<>()).add(field[1]);
    }
    return new Answer(status, headers, "");
  }

  /** The next chunk, empty at the end. */
  public String chunk() throws IOException {
    int size = Integer.parseInt(line(), 16);
    String chunk = new String(in.readNBytes(size), ISO_8859_1);
    line();
    return chunk;
  }

  public String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended");
      }
      line.write(c);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  /** Whether nothing but the end of the connection follows; waits for one of the two. */
  public boolean isClosed() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  public Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
      body.append(chunk);
    }
    return body.toString();
  }
}
