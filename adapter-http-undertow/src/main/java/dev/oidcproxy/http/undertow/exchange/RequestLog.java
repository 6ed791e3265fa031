package dev.oidcproxy.http.undertow.exchange;

import java.util.function.Supplier;
import org.slf4j.MDC;

/** Marks every log line of this thread with the request it is about, while a task runs. */
public final class RequestLog {

  private static final String KEY = "request_id";

  private RequestLog() {}

  public static <T> T call(String requestId, Supplier<T> task) {
    MDC.put(KEY, requestId);
    try {
      return task.get();
    } finally {
      MDC.remove(KEY);
    }
  }

  public static void run(String requestId, Runnable task) {
    MDC.put(KEY, requestId);
    try {
      task.run();
    } finally {
      MDC.remove(KEY);
    }
  }
}
