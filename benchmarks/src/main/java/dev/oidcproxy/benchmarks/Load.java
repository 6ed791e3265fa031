package dev.oidcproxy.benchmarks;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * What one kind of operation does under load.
 *
 * @param perSecond operations of all workers together
 */
record Load(long operations, double perSecond, Duration p50, Duration p99) {

  private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

  /**
   * Repeats an operation.
   *
   * @param operation gets the number of its worker, from 0
   */
  static Load run(int workers, Duration time, IntConsumer operation) throws Exception {
    ConcurrentHistogram nanos = new ConcurrentHistogram(LONGEST_NANOS, 3);
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<?> each :
          IntStream.range(0, workers)
              .mapToObj(worker -> threads.submit(() -> repeat(worker, end, operation, nanos)))
              .toList()) {
        each.get();
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    long count = nanos.getTotalCount();
    return new Load(count, count / seconds, at(nanos, 50), at(nanos, 99));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%,9.0f/s  p50 %s  p99 %s", perSecond, millis(p50), millis(p99));
  }

  private static void repeat(
      int worker, long end, IntConsumer operation, ConcurrentHistogram nanos) {
    for (long now = System.nanoTime(); now < end; ) {
      operation.accept(worker);
      long then = System.nanoTime();
      nanos.recordValue(Math.min(then - now, LONGEST_NANOS));
      now = then;
    }
  }

  private static Duration at(ConcurrentHistogram nanos, double percentile) {
    return Duration.ofNanos(nanos.getValueAtPercentile(percentile));
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%7.3f ms", time.toNanos() / 1e6);
  }
}
