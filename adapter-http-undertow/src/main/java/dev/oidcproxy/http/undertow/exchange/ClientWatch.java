package dev.oidcproxy.http.undertow.exchange;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Notices that a client went away while its answer is still open. Undertow does not read from a
 * connection between the end of a request and the end of its response, so the end of an idle event
 * stream would show only at the next event. While this watches, the connection is read: the end
 * closes it, and with it the exchange; bytes are the next request, sent ahead. They are put where
 * Undertow looks for it, and the watch ends, so that a client cannot make us buffer more.
 *
 * <p>A client that only ends its own direction (half-close) is treated as gone: the two cannot be
 * told apart, and no MCP client does it.
 */
public final class ClientWatch implements ChannelListener<ConduitStreamSourceChannel> {

  private final HttpServerConnection connection;

  private ClientWatch(HttpServerConnection connection) {
    this.connection = connection;
  }

  /** Watches until the response is complete; the request must be. On the I/O thread only. */
  public static void over(HttpServerExchange exchange) {
    if (exchange.getConnection() instanceof HttpServerConnection connection
        && connection.getExtraBytes() == null) {
      connection.getChannel().getSourceChannel().setReadListener(new ClientWatch(connection));
      // The conduit that knows the request's length is at its end; the one below it is the socket.
      connection.getOriginalSourceConduit().resumeReads();
    }
  }

  @Override
  public void handleEvent(ConduitStreamSourceChannel channel) {
    PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
    boolean keep = false;
    try {
      int count = connection.getOriginalSourceConduit().read(pooled.getBuffer());
      if (count < 0) {
        IoUtils.safeClose(connection);
      } else if (count > 0) {
        keep = true;
        pooled.getBuffer().flip();
        connection.setExtraBytes(pooled);
        connection.getOriginalSourceConduit().suspendReads();
        channel.setReadListener(null);
      }
    } catch (IOException e) {
      IoUtils.safeClose(connection);
    } finally {
      if (!keep) {
        pooled.close();
      }
    }
  }
}
