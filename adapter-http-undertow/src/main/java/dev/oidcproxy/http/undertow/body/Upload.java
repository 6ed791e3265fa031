package dev.oidcproxy.http.undertow.body;

import dev.oidcproxy.http.undertow.exchange.Continued;
import io.undertow.client.ClientExchange;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSinkChannel;

/**
 * The body of one request on its way to the backend: as it comes from the client or, when somebody
 * had to read it first, from memory, the same bytes.
 */
public final class Upload {

  private final HttpServerExchange exchange;
  private final Optional<byte[]> read;
  private final boolean nothing;
  private Pump pump;
  private boolean stopped;

  /**
   * @param read the body, when it was read already
   */
  public Upload(HttpServerExchange exchange, Optional<byte[]> read) {
    this.exchange = exchange;
    this.read = read;
    // A chunked body has an end to pass on, even when nothing is before it.
    this.nothing =
        read.isPresent()
            ? read.get().length == 0
                && !exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING)
            : exchange.isRequestComplete();
  }

  /** Whether there is no body. */
  public boolean isNothing() {
    return nothing;
  }

  /**
   * Begins, when there is a body.
   *
   * @param cut the client could not be told to go on
   */
  public void start(ClientExchange to, Pump.End end, Runnable cut) {
    if (read.isPresent()) {
      new Written(to.getRequestChannel(), ByteBuffer.wrap(read.get()), end).write();
    } else if (HttpContinue.requiresContinueResponse(exchange)) {
      HttpContinue.sendContinueResponse(exchange, new Continued(() -> stream(to, end), cut));
    } else {
      stream(to, end);
    }
  }

  /** Stops, wherever it is. */
  public void stop() {
    stopped = true;
    if (pump != null) {
      pump.stop();
    }
  }

  private void stream(ClientExchange to, Pump.End end) {
    pump =
        new Pump(
            exchange.getRequestChannel(),
            to.getRequestChannel(),
            exchange.getConnection().getByteBufferPool(),
            end);
    pump.start();
  }

  /** Bytes at hand, written as fast as they are taken. */
  private final class Written implements ChannelListener<StreamSinkChannel> {

    private final StreamSinkChannel sink;
    private final ByteBuffer bytes;
    private final Runnable done;
    private final Consumer<IOException> failed;

    Written(StreamSinkChannel sink, ByteBuffer bytes, Pump.End end) {
      this.sink = sink;
      this.bytes = bytes;
      this.done = end.done();
      this.failed = end.sinkFailed();
      sink.getWriteSetter().set(this);
    }

    @Override
    public void handleEvent(StreamSinkChannel ready) {
      if (stopped) {
        sink.suspendWrites();
      } else {
        write();
      }
    }

    void write() {
      boolean over;
      try {
        over = taken() && sink.flush();
      } catch (IOException e) {
        stopped = true;
        failed.accept(e);
        return;
      }
      if (over) {
        sink.suspendWrites();
        done.run();
      } else {
        sink.resumeWrites();
      }
    }

    private boolean taken() throws IOException {
      if (bytes.capacity() == 0) {
        sink.shutdownWrites();
      }
      while (bytes.hasRemaining()) {
        if (sink.writeFinal(bytes) == 0) {
          return false;
        }
      }
      return true;
    }
  }
}
