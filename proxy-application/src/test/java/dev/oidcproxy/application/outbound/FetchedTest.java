package dev.oidcproxy.application.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.error.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FetchedTest {

  private volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private volatile boolean down;
  private final AtomicInteger attempts = new AtomicInteger();
  private final Fetched<Integer> fetched = new Fetched<>(this::fetch, () -> now);

  private int fetch() {
    int attempt = attempts.incrementAndGet();
    if (down) {
      throw new UpstreamException.Unavailable("down");
    }
    return attempt;
  }

  @Test
  void a_value_is_fetched_when_needed_and_kept_for_an_hour() {
    assertThat(attempts).hasValue(0);
    assertThat(fetched.current()).isEqualTo(1);
    pass(Fetched.FRESH.minusSeconds(1));
    assertThat(fetched.current()).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertThat(fetched.current()).isEqualTo(2);
  }

  @Test
  void an_old_value_is_used_for_a_day_while_no_newer_one_can_be_fetched() {
    fetched.current();
    down = true;
    pass(Fetched.USABLE.minusSeconds(1));
    assertThat(fetched.current()).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertUnavailable(fetched::current);
  }

  @Test
  void failed_attempts_are_spaced_ever_wider_up_to_half_a_minute() {
    down = true;
    for (int second = 0; second < 300; second++) {
      assertUnavailable(fetched::current);
      pass(Duration.ofSeconds(1));
    }
    assertThat(attempts).hasValueBetween(10, 15);
  }

  @Test
  void the_first_success_ends_the_spacing() {
    down = true;
    assertUnavailable(fetched::current);
    down = false;
    pass(Duration.ofSeconds(1));
    assertThat(fetched.current()).isEqualTo(2);
  }

  @Test
  void a_newer_value_is_fetched_at_most_every_half_minute() {
    fetched.current();
    pass(Fetched.FORCED);
    for (int i = 0; i < 100; i++) {
      assertThat(fetched.newer()).isEqualTo(2);
    }
    pass(Fetched.FORCED);
    assertThat(fetched.newer()).isEqualTo(3);
    assertThat(attempts).hasValue(3);
  }

  @Test
  void a_newer_value_that_cannot_be_fetched_is_no_old_value_and_no_storm() {
    fetched.current();
    pass(Fetched.FORCED);
    down = true;
    for (int i = 0; i < 100; i++) {
      assertUnavailable(fetched::newer);
    }
    assertThat(attempts).hasValue(2);
    assertThat(fetched.current()).isEqualTo(1);
  }

  @Test
  void a_clock_that_was_turned_back_blocks_nothing() {
    fetched.current();
    pass(Duration.ofHours(-2));
    assertThat(fetched.current()).isEqualTo(2);
  }

  @Test
  void many_callers_at_once_cause_one_fetch() throws Exception {
    CountDownLatch everybodyAsks = new CountDownLatch(32);
    Fetched<Integer> slow =
        new Fetched<>(
            () -> {
              await(everybodyAsks);
              return fetch();
            },
            () -> now);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> caller =
          () -> {
            everybodyAsks.countDown();
            return slow.current();
          };
      List<Future<Integer>> answers =
          IntStream.range(0, 32).mapToObj(i -> threads.submit(caller)).toList();
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(1);
      }
    }
    assertThat(attempts).hasValue(1);
  }

  @Test
  void nobody_waits_for_a_renewal_while_an_old_value_is_usable() throws Exception {
    CountDownLatch renewalBegan = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Fetched<Integer> slow =
        new Fetched<>(
            () -> {
              if (attempts.get() > 0) {
                renewalBegan.countDown();
                await(release);
              }
              return fetch();
            },
            () -> now);
    slow.current();
    pass(Fetched.FRESH);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> renewal = threads.submit(slow::current);
      await(renewalBegan);
      assertThat(slow.current()).isEqualTo(1);
      release.countDown();
      assertThat(renewal.get()).isEqualTo(2);
    }
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertUnavailable(Callable<Integer> call) {
    assertThatExceptionOfType(UpstreamException.Unavailable.class)
        .isThrownBy(call::call)
        .withMessage("down");
  }
}
