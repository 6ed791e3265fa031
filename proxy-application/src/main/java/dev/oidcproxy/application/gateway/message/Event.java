package dev.oidcproxy.application.gateway.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Part of an event stream, byte for byte.
 *
 * @param bytes whole lines; with data, all of the event from its first line of data on
 */
public record Event(Kind kind, byte[] bytes) {

  /** What is in it. */
  public enum Kind {
    /** Lines that carry no data. */
    PLAIN,
    /** An event with data. */
    DATA,
    /** Nothing any more: an event was larger than what may be held of it. */
    LOST
  }

  private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);

  /** An event that has nothing but this. */
  public static byte[] of(byte[] data) {
    return new Event(Kind.DATA, "data\n\n".getBytes(StandardCharsets.US_ASCII)).with(data);
  }

  /**
   * The bytes of it with the tools that are shown, if it lists any.
   *
   * @throws UnreadableMessageException when another reader could find other tools in it
   */
  public byte[] filtered(Predicate<String> shown) throws UnreadableMessageException {
    if (kind == Kind.LOST) {
      throw ToolLists.unclear("larger than what is looked at");
    }
    if (kind == Kind.PLAIN) {
      return bytes;
    }
    byte[] data = data();
    byte[] filtered = ToolLists.filtered(data, shown);
    return Arrays.equals(filtered, data) ? bytes : with(filtered);
  }

  /** The data, its lines joined as a client joins them. */
  byte[] data() {
    ByteArrayOutputStream data = new ByteArrayOutputStream(bytes.length);
    boolean first = true;
    for (int at = 0; at < bytes.length; at = next(at)) {
      if (isData(at)) {
        if (!first) {
          data.write('\n');
        }
        first = false;
        int from = Math.min(value(at), end(at));
        data.write(bytes, from, end(at) - from);
      }
    }
    return data.toByteArray();
  }

  /** The same with other data, in as many lines as that has; all other lines stay. */
  byte[] with(byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + data.length);
    boolean written = false;
    for (int at = 0; at < bytes.length; at = next(at)) {
      if (!isData(at)) {
        out.write(bytes, at, next(at) - at);
      } else if (!written) {
        written = true;
        write(data, at, out);
      }
    }
    return out.toByteArray();
  }

  private void write(byte[] data, int like, ByteArrayOutputStream out) {
    out.writeBytes(DATA);
    out.write(':');
    out.write(' ');
    for (byte b : data) {
      if (b == '\n') {
        endLine(like, out);
        out.writeBytes(DATA);
        out.write(':');
        out.write(' ');
      } else {
        out.write(b);
      }
    }
    endLine(like, out);
  }

  private void endLine(int like, ByteArrayOutputStream out) {
    int end = end(like);
    if (end < bytes.length) {
      out.write(bytes, end, next(like) - end);
    } else {
      out.write('\n');
    }
  }

  /** Where the line that begins here ends, its terminator left aside. */
  private int end(int start) {
    int at = start;
    while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  private int next(int start) {
    int end = end(start);
    boolean both = end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n';
    return Math.min(bytes.length, end + (both ? 2 : 1));
  }

  private boolean isData(int start) {
    int end = end(start);
    if (end - start < DATA.length) {
      return false;
    }
    for (int i = 0; i < DATA.length; i++) {
      if (bytes[start + i] != DATA[i]) {
        return false;
      }
    }
    return end == start + DATA.length || bytes[start + DATA.length] == ':';
  }

  /** Where the value begins: after the colon, and after one space. */
  private int value(int start) {
    int colon = start + DATA.length;
    return colon + 1 < bytes.length && bytes[colon + 1] == ' ' ? colon + 2 : colon + 1;
  }
}
