package dev.oidcproxy.http.undertow.filter;

import dev.oidcproxy.application.gateway.AnswerFilter;
import dev.oidcproxy.application.gateway.message.Event;
import dev.oidcproxy.application.gateway.message.UnreadableMessageException;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.http.undertow.body.HeldBytes;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * How the answer to one request is filtered.
 *
 * @param refusal what comes in place of an answer that cannot be filtered
 * @param blocking where large ones are looked at
 * @param warn what the log is told of events that did not pass
 */
public record Filtering(
    AnswerFilter filter, HttpResponse refusal, Executor blocking, Consumer<String> warn) {

  /** What is larger takes longer than an I/O thread has. */
  static final int LARGE = 64 * 1024;

  /** By all answers together: a sixth of what there is, beside what requests may hold. */
  static final HeldBytes HELD = new HeldBytes(Runtime.getRuntime().maxMemory() / 6);

  private static final byte[] NOTHING = {};

  /**
   * @param asked the body of the request; of a large one the id is not looked for
   */
  public static Filtering of(
      AnswerFilter filter, byte[] asked, Executor blocking, Consumer<String> warn) {
    HttpResponse refusal = filter.refusal(asked.length > LARGE ? NOTHING : asked);
    return new Filtering(filter, refusal, blocking, warn);
  }

  /** What of an event passes, or comes in its place. */
  byte[] passes(Event event) {
    try {
      return filter.event(event);
    } catch (UnreadableMessageException e) {
      warn.accept("sent an event that cannot be filtered: " + e.getMessage());
      return inPlace();
    }
  }

  byte[] inPlace() {
    return Event.of(refusal().body());
  }
}
