package dev.oidcproxy.http.undertow.filter;

import dev.oidcproxy.application.gateway.AnswerFilter;
import dev.oidcproxy.application.gateway.message.UnreadableMessageException;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.http.undertow.body.Download;
import dev.oidcproxy.http.undertow.exchange.Refusals;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSourceChannel;

/** Reads the body of an answer whole and filters it, before any of the answer is passed on. */
public final class WholeAnswer implements Download, ChannelListener<StreamSourceChannel> {

  /**
   * What follows; one of them, once.
   *
   * @param filtered what the client gets
   * @param refused what it gets instead, and why
   */
  public record Outcome(Consumer<byte[]> filtered, BiConsumer<HttpResponse, String> refused) {}

  private final HttpServerExchange exchange;
  private final StreamSourceChannel source;
  private final Filtering filtering;
  private final Outcome outcome;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int held;
  private boolean sourceEnded;
  private boolean ended;

  public WholeAnswer(
      HttpServerExchange exchange,
      StreamSourceChannel source,
      Filtering filtering,
      Outcome outcome) {
    this.exchange = exchange;
    this.source = source;
    this.filtering = filtering;
    this.outcome = outcome;
  }

  @Override
  public void start() {
    exchange.addExchangeCompleteListener((done, next) -> {
      Filtering.HELD.giveBack(held);
      next.proceed();
    });
    source.getReadSetter().set(this);
    handleEvent(source);
    if (!ended && !sourceEnded) {
      source.resumeReads();
    }
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
  public void handleEvent(StreamSourceChannel channel) {
    if (ended || sourceEnded) {
      channel.suspendReads();
      return;
    }
    try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
      read(pooled.getBuffer());
    } catch (IOException e) {
      refuse(Refusals.BACKEND_BROKE, "broke off: " + e);
    }
  }

  private void read(ByteBuffer buffer) throws IOException {
    int count = source.read(buffer.clear());
    while (count > 0) {
      if (body.size() + count > AnswerFilter.MOST_BYTES) {
        refuse(filtering.refusal(), "sent an answer that cannot be filtered: larger than 4 MiB");
        return;
      }
      if (!Filtering.HELD.take(count)) {
        refuse(Refusals.BUSY, "sent an answer when too much was under way");
        return;
      }
      held += count;
      byte[] bytes = new byte[count];
      buffer.flip().get(bytes);
      body.writeBytes(bytes);
      count = source.read(buffer.clear());
    }
    if (count < 0) {
      sourceEnded = true;
      judge(body.toByteArray());
    }
  }

  private void judge(byte[] whole) {
    if (whole.length <= Filtering.LARGE) {
      filter(whole).run();
      return;
    }
    filtering
        .blocking()
        .execute(() -> {
          Runnable end = () -> refuse(Refusals.FAILED, "sent an answer that nobody could judge");
          try {
            end = filter(whole);
          } finally {
            // Even when an Error got out of the filter: the client must not wait for ever.
            exchange.getIoThread().execute(end);
          }
        });
  }

  private Runnable filter(byte[] whole) {
    try {
      byte[] passes = filtering.filter().body(whole);
      return () -> end(() -> outcome.filtered().accept(passes));
    } catch (UnreadableMessageException e) {
      String why = "sent an answer that cannot be filtered: " + e.getMessage();
      return () -> refuse(filtering.refusal(), why);
    }
  }

  private void refuse(HttpResponse response, String why) {
    end(() -> outcome.refused().accept(response, why));
  }

  private void end(Runnable outcome) {
    if (!ended) {
      ended = true;
      outcome.run();
    }
  }
}
