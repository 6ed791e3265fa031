package dev.oidcproxy.http.undertow.body;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.http.undertow.exchange.Continued;
import dev.oidcproxy.http.undertow.exchange.Refusals;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
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
   * @param complete the body is there
   * @param refused it is not, and this is the answer
   */
  public record Reception(Consumer<byte[]> complete, Consumer<HttpResponse> refused) {}

  private static final byte[] NOTHING = {};

  private final HttpServerExchange exchange;
  private final BodyBounds bounds;
  private final Reception reception;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private XnioExecutor.Key deadline;
  private int held;
  private boolean ended;

  public BodyReader(HttpServerExchange exchange, BodyBounds bounds, Reception reception) {
    this.exchange = exchange;
    this.bounds = bounds;
    this.reception = reception;
  }

  /** Begins; once. */
  public void start() {
    if (exchange.isRequestComplete()) {
      reception.complete().accept(NOTHING);
      return;
    }
    String length = exchange.getRequestHeaders().getFirst(Headers.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > bounds.bytes()) {
      reception.refused().accept(bounds.tooLarge());
      return;
    }
    exchange.addExchangeCompleteListener((done, next) -> {
      bounds.held().giveBack(held);
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
        end(() -> reception.refused().accept(bounds.tooLarge()));
        return;
      }
      if (!bounds.held().take(count)) {
        end(() -> reception.refused().accept(Refusals.BUSY));
        return;
      }
      held += count;
      byte[] bytes = new byte[count];
      buffer.flip().get(bytes);
      body.writeBytes(bytes);
      count = channel.read(buffer.clear());
    }
    if (count < 0) {
      end(() -> reception.complete().accept(body.toByteArray()));
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
    end(() -> {
      exchange.setPersistent(false);
      reception.refused().accept(Refusals.TOO_LATE);
    });
  }

  /** The body was not framed as HTTP asks, or the client went away. */
  private void fail() {
    end(() -> {
      if (exchange.getConnection().isOpen()) {
        exchange.setPersistent(false);
        reception.refused().accept(Refusals.MALFORMED);
      } else {
        IoUtils.safeClose(exchange.getConnection());
      }
    });
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
