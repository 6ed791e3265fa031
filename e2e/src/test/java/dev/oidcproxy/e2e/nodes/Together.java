package dev.oidcproxy.e2e.nodes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many calls at the same moment. */
final class Together {

  private Together() {}

  /** Makes {@code count} calls, none of which begins before all are ready. */
  static <T> List<T> run(int count, IntFunction<T> call) {
    CountDownLatch ready = new CountDownLatch(count);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> calls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        calls.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return call.apply(number);
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : calls) {
        results.add(each.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
