package dev.oidcproxy.http.undertow.filter;

import dev.oidcproxy.application.gateway.AnswerFilter;
import dev.oidcproxy.application.gateway.message.Event;
import dev.oidcproxy.application.gateway.message.EventStream;
import dev.oidcproxy.http.undertow.body.Download;
import dev.oidcproxy.http.undertow.body.Pump;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.util.Optional;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;

/**
 * Moves an event stream to the client, each event filtered as soon as it is whole. While the client
 * does not take what there is, or a large event is looked at, nothing is read.
 */
public final class FilteredEvents implements Download, ChannelListener<Channel> {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final HttpServerExchange exchange;
  private final StreamSourceChannel source;
  private final StreamSinkChannel sink;
  private final Filtering filtering;
  private final Pump.End end;
  private final EventStream events = new EventStream(AnswerFilter.MOST_BYTES);

  private ByteBuffer out = NOTHING;
  private IOException failure;
  private int held;
  private boolean looking;
  private boolean sourceEnded;
  private boolean finishing;
  private boolean sinkEnded;
  private boolean ended;

  public FilteredEvents(
      HttpServerExchange exchange, StreamSourceChannel source, Filtering filtering, Pump.End end) {
    this.exchange = exchange;
    this.source = source;
    this.sink = exchange.getResponseChannel();
    this.filtering = filtering;
    this.end = end;
  }

  @Override
  public void start() {
    exchange.addExchangeCompleteListener((done, next) -> {
      ended = true;
      Filtering.HELD.giveBack(held);
      next.proceed();
    });
    source.getReadSetter().set(this);
    sink.getWriteSetter().set(this);
    move();
  }

  @Override
  public boolean sourceEnded() {
    return sourceEnded;
  }

  @Override
  public void stop() {
    ended = true;
  }

  @Override
  public void handleEvent(Channel ready) {
    if (ended) {
      source.suspendReads();
      sink.suspendWrites();
    } else {
      move();
    }
  }

  private void move() {
    while (drain()) {
      if (looking) {
        source.suspendReads();
        sink.suspendWrites();
        return;
      }
      if (look()) {
        continue;
      }
      if (failure != null) {
        stop();
        end.sourceFailed().accept(failure);
        return;
      }
      if (sourceEnded) {
        finishing = true;
      } else if (!fill()) {
        sink.suspendWrites();
        source.resumeReads();
        return;
      }
    }
  }

  /** Has what is whole looked at; false when nothing is. */
  private boolean look() {
    ByteArrayOutputStream passes = new ByteArrayOutputStream();
    while (!looking) {
      Optional<Event> next = events.next();
      if (next.isEmpty()) {
        break;
      }
      Event event = next.get();
      if (event.kind() == Event.Kind.DATA && event.bytes().length > Filtering.LARGE) {
        lookAside(event);
      } else {
        passes.writeBytes(filtering.passes(event));
      }
    }
    out = ByteBuffer.wrap(passes.toByteArray());
    return looking || out.hasRemaining();
  }

  private void lookAside(Event event) {
    looking = true;
    filtering
        .blocking()
        .execute(() -> {
          Optional<byte[]> passes = Optional.empty();
          try {
            passes = Optional.of(filtering.passes(event));
          } finally {
            // Even when an Error got out of the filter: the client must not wait for ever.
            Optional<byte[]> decided = passes;
            exchange.getIoThread().execute(() -> looked(decided));
          }
        });
  }

  private void looked(Optional<byte[]> passes) {
    looking = false;
    if (!ended) {
      byte[] more = passes.orElseGet(filtering::inPlace);
      out = ByteBuffer.allocate(out.remaining() + more.length).put(out).put(more).flip();
      move();
    }
  }

  /** Takes in what has arrived; false when nothing has. */
  private boolean fill() {
    try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
      ByteBuffer buffer = pooled.getBuffer();
      int count = source.read(buffer);
      if (count > 0) {
        events.add(buffer.flip());
        hold();
      } else if (count < 0) {
        sourceEnded = true;
        events.end();
      }
      return count != 0;
    } catch (IOException e) {
      failure = e; // told after what came before it was written
      return true;
    }
  }

  /** Counts what is held now; it stays counted until the client has taken it. */
  private void hold() {
    int more = events.held() - held;
    if (more <= 0) {
      Filtering.HELD.giveBack(-more);
      held += more;
    } else if (Filtering.HELD.take(more)) {
      held += more;
    } else {
      events.giveUp();
    }
  }

  /** Writes what there is; false when the sink has to be waited for, failed, or is at its end. */
  private boolean drain() {
    boolean drained;
    try {
      drained = write() && sink.flush();
    } catch (IOException e) {
      stop();
      end.sinkFailed().accept(e);
      return false;
    }
    if (!drained) {
      source.suspendReads();
      sink.resumeWrites();
    } else if (sinkEnded) {
      ended = true;
      end.done().run();
    }
    return drained && !sinkEnded;
  }

  private boolean write() throws IOException {
    while (out.hasRemaining()) {
      if (sink.write(out) == 0) {
        return false;
      }
    }
    if (finishing && !sinkEnded) {
      sink.shutdownWrites();
      sinkEnded = true;
    }
    return true;
  }
}
