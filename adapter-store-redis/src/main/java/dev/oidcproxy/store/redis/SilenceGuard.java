package dev.oidcproxy.store.redis;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which something was sent and nothing at all came back in time. Such a
 * connection may look alive for a quarter of an hour: the other side's host is gone, or a firewall
 * forgot it. Closed, it is made anew. Every method runs on the connection's own thread.
 */
final class SilenceGuard extends ChannelDuplexHandler {

  private final Duration limit;
  private boolean waiting;
  private boolean heard;

  SilenceGuard(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!waiting) {
      waiting = true;
      heard = false;
      var unused =
          context.executor().schedule(() -> judge(context), limit.toMillis(), TimeUnit.MILLISECONDS);
    }
    context.write(message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    heard = true;
    context.fireChannelRead(message);
  }

  private void judge(ChannelHandlerContext context) {
    waiting = false;
    if (!heard) {
      context.close();
    }
  }
}
