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
  private boolean watching;
  private boolean owed;
  private boolean owedForLong;

  SilenceGuard(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    owed = true;
    if (!watching) {
      watching = true;
      judgeLater(context);
    }
    var unused = context.write(message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    owed = false;
    owedForLong = false;
    context.fireChannelRead(message);
  }

  private void judgeLater(ChannelHandlerContext context) {
    var unused =
        context.executor().schedule(() -> judge(context), limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** One look for any number of commands: what is owed now and was at the last look is too late. */
  private void judge(ChannelHandlerContext context) {
    if (owedForLong) {
      var unused = context.close();
    } else if (owed) {
      owedForLong = true;
      judgeLater(context);
    } else {
      watching = false;
    }
  }
}
