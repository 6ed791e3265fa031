package dev.oidcproxy.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A gate at which calls wait, so that a test decides what happens meanwhile. */
public final class Hold {

  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** Waits until a call stands at the gate. */
  public void awaitArrival() {
    await(arrived);
  }

  public void release() {
    released.countDown();
  }

  /** To be called where a call is to wait. */
  public void pass() {
    arrived.countDown();
    await(released);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nothing happened at the gate");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at the gate", e);
    }
  }
}
