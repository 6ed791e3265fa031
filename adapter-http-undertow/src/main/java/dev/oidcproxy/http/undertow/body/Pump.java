package dev.oidcproxy.http.undertow.body;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.util.function.Consumer;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;

/**
 * Moves bytes from a source to a sink on the I/O thread until the source ends, and then ends the
 * sink. What has arrived is passed on at once, even a single byte. At most one buffer is held, and
 * only while the sink does not take it: meanwhile nothing is read, so a slow reader slows the
 * writer down and never fills our memory.
 */
public final class Pump implements ChannelListener<Channel> {

  /** What follows the move; one of them, once. */
  public record End(
      Runnable done, Consumer<IOException> sourceFailed, Consumer<IOException> sinkFailed) {}

  private final StreamSourceChannel source;
  private final StreamSinkChannel sink;
  private final ByteBufferPool pool;
  private final End end;

  private PooledByteBuffer pending;
  private IOException failure;
  private boolean filled;
  private boolean sourceEnded;
  private boolean sinkEnded;
  private boolean ended;

  public Pump(StreamSourceChannel source, StreamSinkChannel sink, ByteBufferPool pool, End end) {
    this.source = source;
    this.sink = sink;
    this.pool = pool;
    this.end = end;
  }

  /** Begins; once. */
  public void start() {
    source.getReadSetter().set(this);
    sink.getWriteSetter().set(this);
    move();
  }

  /** Whether the source was read to its end. */
  public boolean sourceEnded() {
    return sourceEnded;
  }

  /** Stops without ending the sink, and gives its buffer back. */
  public void stop() {
    ended = true;
    release();
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
    do {
      if (pending == null && !sourceEnded) {
        fill();
      }
      if (!drain()) {
        return;
      }
      if (failure != null) {
        stop();
        end.sourceFailed().accept(failure);
        return;
      }
    } while (filled);
    sink.suspendWrites();
    source.resumeReads();
  }

  /** Reads until the buffer is full or nothing more is there. */
  private void fill() {
    pending = pool.allocate();
    ByteBuffer buffer = pending.getBuffer();
    try {
      int count;
      do {
        count = source.read(buffer);
      } while (count > 0 && buffer.hasRemaining());
      filled = !buffer.hasRemaining();
      sourceEnded = count < 0;
    } catch (IOException e) {
      failure = e; // told after what came before it was written
    }
    buffer.flip();
  }

  /** Writes what is pending; false when the sink has to be waited for, failed, or is at its end. */
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
    if (pending != null) {
      ByteBuffer buffer = pending.getBuffer();
      while (buffer.hasRemaining()) {
        // The last bytes and the end of the message go out together.
        if ((sourceEnded ? sink.writeFinal(buffer) : sink.write(buffer)) == 0) {
          return false;
        }
        sinkEnded = sourceEnded && !buffer.hasRemaining();
      }
      release();
    }
    if (sourceEnded && !sinkEnded) {
      sink.shutdownWrites();
      sinkEnded = true;
    }
    return true;
  }

  private void release() {
    if (pending != null) {
      pending.close();
      pending = null;
    }
  }
}
