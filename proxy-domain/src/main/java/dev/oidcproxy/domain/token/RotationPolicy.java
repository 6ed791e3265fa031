package dev.oidcproxy.domain.token;

import dev.oidcproxy.domain.grant.Stage.Active;
import java.time.Duration;
import java.time.Instant;

/**
 * What a genuine refresh token comes to (OAuth 2.1 section 4.3.1), as a pure function. The newest
 * generation rotates. An older one is answered with the newest again while its successor was never
 * used, and for {@code reuseWindow} after its successor's first use: a lost response, two tabs and
 * two nodes look just like that. Later it is theft.
 */
public record RotationPolicy(Duration reuseWindow) {

  /** What to do with a genuine refresh token. */
  public enum Decision {
    ROTATE,
    ANSWER_AGAIN,
    REVOKE_FAMILY
  }

  /**
   * @param presented a generation whose proof was checked
   */
  public Decision decide(Active active, int presented, Instant now) {
    if (presented == active.generation()) {
      return Decision.ROTATE;
    }
    int successor = presented + 1;
    Instant firstUse = active.firstUses().get(successor);
    // The newest generation without a recorded use was never used; any other without one was used
    // so long ago that the record is gone.
    boolean unused = firstUse == null && successor == active.generation();
    boolean insideWindow = firstUse != null && now.isBefore(firstUse.plus(reuseWindow));
    return unused || insideWindow ? Decision.ANSWER_AGAIN : Decision.REVOKE_FAMILY;
  }
}
