package dev.oidcproxy.http.undertow.exchange;

import io.undertow.conduits.ReadDataStreamSourceConduit;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.StreamSourceConduit;

/**
 * A chunked request body. Undertow's own reading takes {@code nonsense} for the size 0 and skips
 * anything between a chunk and the next line: a proxy in front of us that reads differently would
 * see other requests than we do.
 */
final class StrictChunks extends AbstractStreamSourceConduit<StreamSourceConduit> {

  private final HttpServerExchange exchange;
  private final HttpServerConnection connection;
  private final ChunkParser parser = new ChunkParser();

  private StrictChunks(HttpServerExchange exchange, HttpServerConnection connection) {
    super(new ReadDataStreamSourceConduit(connection.getOriginalSourceConduit(), connection));
    this.exchange = exchange;
    this.connection = connection;
  }

  /** Reads the body of an exchange this way; before anything of it was read. */
  static void install(HttpServerExchange exchange) {
    if (exchange.getConnection() instanceof HttpServerConnection connection) {
      connection.getChannel().getSourceChannel().setConduit(new StrictChunks(exchange, connection));
    }
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    if (parser.ended()) {
      return -1;
    }
    if (parser.data() > 0) {
      return readData(to);
    }
    PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
    boolean keep = false;
    try {
      ByteBuffer raw = pooled.getBuffer();
      required(next.read(raw));
      raw.flip();
      int count = decode(raw, to);
      keep = raw.hasRemaining();
      if (keep) {
        connection.ungetRequestBytes(pooled);
      }
      return count;
    } finally {
      if (!keep) {
        pooled.close();
      }
      if (parser.ended()) {
        Connectors.terminateRequest(exchange);
      }
    }
  }

  @Override
  public long read(ByteBuffer[] to, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (to[i].hasRemaining()) {
        return read(to[i]);
      }
    }
    return 0;
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    return IoUtils.transfer(new ConduitReadableByteChannel(this), count, through, target);
  }

  private int decode(ByteBuffer raw, ByteBuffer to) throws IOException {
    int before = to.position();
    parser.frame(raw);
    while (parser.data() > 0 && raw.hasRemaining() && to.hasRemaining()) {
      int count = (int) Math.min(Math.min(parser.data(), raw.remaining()), to.remaining());
      to.put(raw.slice().limit(count));
      raw.position(raw.position() + count);
      parser.took(count);
      parser.frame(raw);
    }
    int count = to.position() - before;
    return count == 0 && parser.ended() ? -1 : count;
  }

  /** Straight into the reader's buffer, not beyond the chunk. */
  private int readData(ByteBuffer to) throws IOException {
    int limit = to.limit();
    to.limit((int) Math.min(limit, to.position() + parser.data()));
    try {
      int count = required(next.read(to));
      parser.took(count);
      return count;
    } finally {
      to.limit(limit);
    }
  }

  private static int required(int count) throws IOException {
    if (count < 0) {
      throw new ClosedChannelException();
    }
    return count;
  }
}
