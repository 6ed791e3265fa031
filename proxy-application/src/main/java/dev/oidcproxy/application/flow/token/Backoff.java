package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.application.flow.Surroundings;
import java.time.Duration;
import java.time.Instant;

/**
 * Pauses that grow, each of a length of its own: nodes that began to wait at the same moment do not
 * go on asking the store at the same moments.
 */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(25);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Surroundings world;
  private final Instant end;
  private Duration next = FIRST;

  Backoff(Surroundings world, Duration patience) {
    this.world = world;
    this.end = world.clock().instant().plus(patience);
  }

  /** Waits; false, at once, when patience is over or the thread is asked to stop. */
  boolean pause() {
    // An interrupted thread cannot pause, and would go round without end.
    if (!world.clock().instant().isBefore(end) || Thread.currentThread().isInterrupted()) {
      return false;
    }
    int part = world.entropy().bytes(1)[0] & 0xff;
    world.scheduler().pause(next.dividedBy(2).plus(next.multipliedBy(part).dividedBy(512)));
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return true;
  }
}
