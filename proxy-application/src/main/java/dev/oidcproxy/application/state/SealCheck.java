package dev.oidcproxy.application.state;

import dev.oidcproxy.application.state.State.SealMark;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.Health;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether what is stored is ours to open. With another key a full store would look like one whose
 * every record is broken, so a mark that whoever came first has sealed is opened before anything
 * else. It stays sealed as it was until everything is sealed anew: a key that is still needed shows
 * when it is left out.
 */
public final class SealCheck {

  /** The id of the only record in its collection. */
  public static final String ID = "mark";

  private static final Health FOREIGN =
      new Health.Down("what is stored was sealed with a key that is not among those configured");

  private final State state;
  private final InstantSource clock;
  private volatile boolean ours;

  public SealCheck(State state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
  }

  /**
   * Whether our keys open what is stored; leaves the mark in a store that has none. Once they do,
   * the store is not asked again.
   *
   * @throws StoreException when the store does not answer
   */
  public boolean isOurs() {
    if (!ours) {
      Instant now = clock.instant();
      state.sealCheck().insert(ID, new SealMark(now), now.plus(State.LASTING));
      ours = !state.sealCheck().isForeign(ID);
    }
    return ours;
  }

  /** Of the store, which is of no use with other keys than its own. */
  public Health health() {
    try {
      Health ofStore = state.check();
      return ofStore instanceof Health.Up && !isOurs() ? FOREIGN : ofStore;
    } catch (StoreException e) {
      return new Health.Down(e.getMessage());
    }
  }
}
