package dev.oidcproxy.http.undertow.exchange;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.xnio.ChannelListener;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads a request body whole, on the I/O thread, within a size and a time: however slowly it comes,
 * it holds no thread.
 */
final class BodyReader implements ChannelListener<StreamSourceChannel> {

  /** Hears the end of it, once. */
  interface Reception {
    void complete(byte[] body);

    void tooLarge();

    void tooLate();

    /** The body was not framed as HTTP asks, or the client went away. */
    void broken();
  }

  private final HttpServerExchange exchange;
  private final Limits limits;
  private final Reception reception;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private XnioExecutor.Key deadline;
  private boolean ended;

  BodyReader(HttpServerExchange exchange, Limits limits, Reception reception) {
    this.exchange = exchange;
    this.limits = limits;
    this.reception = reception;
  }

  void start() {
    if (exchange.isRequestComplete()) {
      reception.complete(new byte[0]);
      return;
    }
    String length = exchange.getRequestHeaders().getFirst(Headers.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > limits.bodyBytes()) {
      reception.tooLarge();
      return;
    }
    deadline =
        exchange
            .getIoThread()
            .executeAfter(
                () -> end(reception::tooLate), limits.bodyTime().toMillis(), TimeUnit.MILLISECONDS);
    if (HttpContinue.requiresContinueResponse(exchange)) {
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
      if (body.size() + count > limits.bodyBytes()) {
        end(reception::tooLarge);
        return;
      }
      byte[] bytes = new byte[count];
      buffer.flip().get(bytes);
      body.writeBytes(bytes);
      count = channel.read(buffer.clear());
    }
    if (count < 0) {
      end(() -> reception.complete(body.toByteArray()));
    }
  }

  private void listen() {
    StreamSourceChannel channel = exchange.getRequestChannel();
    channel.getReadSetter().set(this);
    handleEvent(channel);
    if (!ended) {
      channel.resumeReads();
    }
  }

  private void fail() {
    end(reception::broken);
  }

  private void end(Runnable outcome) {
    if (!ended) {
      ended = true;
      deadline.remove();
      outcome.run();
    }
  }
}
