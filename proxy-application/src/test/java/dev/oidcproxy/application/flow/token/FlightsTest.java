package dev.oidcproxy.application.flow.token;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.error.UpstreamException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FlightsTest {

  private final Flights<String, String> flights = new Flights<>(Duration.ofSeconds(15));

  @Test
  void who_waited_for_one_that_ended_in_an_error_has_no_answer_and_may_come_again()
      throws Exception {
    CountDownLatch flying = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    FutureTask<String> first =
        new FutureTask<>(() -> flights.join("same", () -> failing(flying, release)));
    FutureTask<String> second = new FutureTask<>(() -> flights.join("same", () -> "another"));
    Thread.ofPlatform().daemon().start(first);
    flying.await();
    Thread waiting = Thread.ofPlatform().daemon().start(second);
    while (waiting.isAlive() && waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    release.countDown();

    assertThatThrownBy(first::get).hasCauseInstanceOf(StackOverflowError.class);
    assertThatThrownBy(second::get).hasCauseInstanceOf(UpstreamException.Unavailable.class);
  }

  private static String failing(CountDownLatch flying, CountDownLatch release) {
    flying.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    throw new StackOverflowError();
  }
}
