package dev.oidcproxy.application.gateway.message;

import dev.oidcproxy.application.gateway.message.Event.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Splits an event stream (WHATWG HTML, server-sent events) as it arrives, in any pieces. A line
 * passes when it is whole, and from the first line of data on only when the event is: nothing more
 * is ever held. What comes out, put together, is what went in.
 */
public final class EventStream {

  private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final int most;
  private final Deque<Event> whole = new ArrayDeque<>();
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private int waiting;
  private int marked;
  private int line;
  private int matched;
  private boolean data;
  private boolean afterReturn;
  private boolean lost;

  /**
   * @param most how many bytes may be held
   */
  public EventStream(int most) {
    this.most = most;
  }

  /** Takes in what arrived. */
  public void add(ByteBuffer arrived) {
    while (arrived.hasRemaining()) {
      accept(arrived.get());
    }
  }

  /** Takes in that nothing more will come; some clients take what is left for an event. */
  public void end() {
    data |= isData();
    emit();
  }

  /** What passes next; empty until more has arrived. */
  public Optional<Event> next() {
    Optional<Event> next = Optional.ofNullable(whole.poll());
    waiting -= next.map(event -> event.bytes().length).orElse(0);
    return next;
  }

  /** How many bytes are here: of what is not whole, and of what waits to be taken. */
  public int held() {
    return held.size() + waiting;
  }

  /** Drops what is not whole, and the rest of its event. */
  public void giveUp() {
    if (held.size() > 0) {
      lost = true;
      held.reset();
      whole.add(new Event(Kind.LOST, new byte[0]));
    }
  }

  private void accept(byte b) {
    boolean secondHalf = afterReturn && b == '\n';
    afterReturn = b == '\r';
    if (!lost) {
      held.write(b);
    }
    if (secondHalf) {
      // Of the end of a line that has been judged already.
      passUnlessData();
    } else if (b == '\n' || b == '\r') {
      lineEnded();
    } else {
      within(b);
    }
    if (held.size() > most) {
      giveUp();
    }
  }

  private void within(byte b) {
    if (line == matched && matched < DATA.length && b == DATA[matched]) {
      matched++;
    }
    line++;
    if (marked < MARK.length) {
      marked = marked == line - 1 && b == MARK[marked] ? marked + 1 : MARK.length + 1;
      if (marked == MARK.length) {
        // A byte order mark, before the first line: it is no part of that.
        line = 0;
        passUnlessData();
      }
    }
  }

  private void lineEnded() {
    boolean blank = line == 0;
    data |= isData();
    line = 0;
    matched = 0;
    marked = MARK.length;
    if (blank) {
      emit();
    } else {
      passUnlessData();
    }
  }

  private boolean isData() {
    return matched == DATA.length || (matched == DATA.length - 1 && line == matched);
  }

  private void passUnlessData() {
    if (!data) {
      pass(Kind.PLAIN);
    }
  }

  private void emit() {
    pass(data ? Kind.DATA : Kind.PLAIN);
    data = false;
    lost = false;
  }

  private void pass(Kind kind) {
    if (held.size() > 0) {
      whole.add(new Event(kind, held.toByteArray()));
      waiting += held.size();
      held.reset();
    }
  }
}
