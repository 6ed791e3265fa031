package dev.oidcproxy.http.undertow.exchange;

import java.net.ProtocolException;
import java.nio.ByteBuffer;

/**
 * The chunked transfer coding (RFC 9112 section 7.1), to the letter. Extensions and trailers are
 * read and dropped.
 */
final class ChunkParser {

  private static final int MOST_DIGITS = 15;
  private static final int MOST_EXTENSION_BYTES = 1024;
  private static final int MOST_TRAILER_BYTES = 8 * 1024;

  private enum State {
    SIZE,
    EXTENSION,
    SIZE_END,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_START,
    TRAILER,
    TRAILER_END,
    LAST_LF,
    END
  }

  private State state = State.SIZE;
  private long size;
  private int count;

  boolean ended() {
    return state == State.END;
  }

  /** How many bytes of data come next; 0: framing comes next. */
  long data() {
    return state == State.DATA ? size : 0;
  }

  /** So many bytes of data were taken. */
  void took(long bytes) {
    size -= bytes;
    if (size == 0) {
      state = State.DATA_CR;
    }
  }

  /**
   * Reads framing until data or the end comes next, or the buffer is empty.
   *
   * @throws ProtocolException when it is not what the coding allows
   */
  void frame(ByteBuffer from) throws ProtocolException {
    while (from.hasRemaining() && state != State.DATA && state != State.END) {
      state = next(from.get());
    }
  }

  private State next(byte b) throws ProtocolException {
    return switch (state) {
      case SIZE -> size(b);
      case EXTENSION -> b == '\r' ? State.SIZE_END : text(b, State.EXTENSION, MOST_EXTENSION_BYTES);
      case SIZE_END -> afterSize(b);
      case DATA_CR -> expect(b == '\r', State.DATA_LF);
      case DATA_LF -> startSize(b);
      case TRAILER_START -> b == '\r' ? State.LAST_LF : text(b, State.TRAILER, MOST_TRAILER_BYTES);
      case TRAILER -> b == '\r' ? State.TRAILER_END : text(b, State.TRAILER, MOST_TRAILER_BYTES);
      case TRAILER_END -> expect(b == '\n', State.TRAILER_START);
      case LAST_LF -> expect(b == '\n', State.END);
      case DATA, END -> throw new IllegalStateException("not framing");
    };
  }

  private State size(byte b) throws ProtocolException {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      size = size << 4 | digit;
      count++;
      return expect(count <= MOST_DIGITS, State.SIZE);
    }
    expect(count > 0, State.SIZE);
    count = 0;
    return b == '\r' ? State.SIZE_END : expect(b == ';', State.EXTENSION);
  }

  private State afterSize(byte b) throws ProtocolException {
    count = 0;
    return expect(b == '\n', size == 0 ? State.TRAILER_START : State.DATA);
  }

  private State startSize(byte b) throws ProtocolException {
    count = 0;
    return expect(b == '\n', State.SIZE);
  }

  private State text(byte b, State then, int most) throws ProtocolException {
    count++;
    boolean control = (b >= 0 && b < ' ' && b != '\t') || b == 0x7F;
    return expect(!control && count <= most, then);
  }

  private static State expect(boolean held, State then) throws ProtocolException {
    if (!held) {
      throw new ProtocolException("not a chunked body");
    }
    return then;
  }
}
