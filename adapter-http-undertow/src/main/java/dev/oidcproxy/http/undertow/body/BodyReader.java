package dev.oidcproxy.http.undertow.body;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.http.undertow.exchange.Continued;
import dev.oidcproxy.http.undertow.exchange.Refusals;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads a request body whole, on the I/O thread, within its bounds: however slowly it comes, it
 * holds no thread.
 */
public final class BodyReader implements ChannelListener<StreamSourceChannel> {

  /**
   * What follows; one of them, once.
   *
   * @param complete the body is there; it is released when the exchange ends, unless it was before
   * @param refused it is not, and this is the answer
   */
  public record Reception(Consumer<HeldBody> complete, Consumer<HttpResponse> refused) {}

  private final HttpServerExchange exchange;
  private final BodyBounds bounds;
  private final Reception reception;
  private final HeldBody body;
  private XnioExecutor.Key deadline;
  private boolean ended;

  public BodyReader(HttpServerExchange exchange, BodyBounds bounds, Reception reception) {
    this.exchange = exchange;
    this.bounds = bounds;
    this.reception = reception;
    this.body = new HeldBody(bounds.held());
  }

  /** Begins; once. */
  public void start() {
    if (exchange.isRequestComplete()) {
      reception.complete().accept(body);
      return;
    }
    String length = exchange.getRequestHeaders().getFirst(Headers.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > bounds.bytes()) {
      reception.refused().accept(bounds.tooLarge());
      return;
    }
    HeldBody held = body;
    exchange.addExchangeCompleteListener((done, next) -> {
      held.release();
      next.proceed();
    });
    if (HttpContinue.requiresContinueResponse(exchange)) {
      limit();
      HttpContinue.sendContinueResponse(exchange, new Continued(this::listen, this::fail));
    } else {
      listen();
    }
  }

  @Override
  public void handleEvent(StreamSourceChannel channel) {
    if (ended) {
      return;
    }
    try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
      read(channel, pooled.getBuffer());
    } catch (IOException e) {
      fail();
    }
  }

  private void read(StreamSourceChannel channel, ByteBuffer buffer) throws IOException {
    int count = channel.read(buffer.clear());
    while (count > 0) {
      if (body.size() + count > bounds.bytes()) {
        refuse(bounds.tooLarge());
        return;
      }
      if (!body.add(buffer.flip())) {
        refuse(Refusals.BUSY);
        return;
      }
      count = channel.read(buffer.clear());
    }
    if (count < 0) {
      end(() -> {
        body.complete();
        reception.complete().accept(body);
      });
    }
  }

  private void listen() {
    StreamSourceChannel channel = exchange.getRequestChannel();
    channel.getReadSetter().set(this);
    handleEvent(channel);
    if (!ended) {
      // Most bodies come with their head, and need no clock.
      if (deadline == null) {
        limit();
      }
      channel.resumeReads();
    }
  }

  private void limit() {
    deadline =
        exchange
            .getIoThread()
            .executeAfter(this::tooLate, bounds.time().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tooLate() {
    exchange.setPersistent(false);
    refuse(Refusals.TOO_LATE);
  }

  private void refuse(HttpResponse response) {
    end(() -> {
      body.release();
      reception.refused().accept(response);
    });
  }

  /** The body was not framed as HTTP asks, or the client went away. */
  private void fail() {
    if (exchange.getConnection().isOpen()) {
      exchange.setPersistent(false);
      refuse(Refusals.MALFORMED);
    } else {
      end(() -> IoUtils.safeClose(exchange.getConnection()));
    }
  }

  private void end(Runnable outcome) {
    if (!ended) {
      ended = true;
      if (deadline != null) {
        deadline.remove();
      }
      outcome.run();
    }
  }
}
