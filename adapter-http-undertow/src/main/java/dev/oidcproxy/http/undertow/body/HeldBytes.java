package dev.oidcproxy.http.undertow.body;

import java.util.concurrent.atomic.AtomicLong;

/** How much all bodies that are read whole may hold at once. */
public final class HeldBytes {

  private final long most;
  private final AtomicLong held = new AtomicLong();

  public HeldBytes(long most) {
    this.most = most;
  }

  /** Whether there was room for so many more; then they are held. */
  boolean take(int count) {
    if (held.addAndGet(count) <= most) {
      return true;
    }
    held.addAndGet(-count);
    return false;
  }

  void giveBack(int count) {
    held.addAndGet(-count);
  }
}
