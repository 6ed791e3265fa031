package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.Stage.Active;
import dev.oidcproxy.domain.token.AccessToken;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes that an access token is in use, whoever read its grant to verify it: the first use of the
 * newest generation, which starts the window of the one before, and now and then that the grant is
 * in use at all.
 */
public final class NoteUse {

  private static final Logger LOG = LoggerFactory.getLogger(NoteUse.class);

  /** How seldom it is noted that a grant is in use: people want to know the day. */
  private static final Duration NOTED = Duration.ofHours(1);

  private final State state;
  private final Duration window;

  public NoteUse(ProxySettings settings, State state) {
    this.window = settings.refreshReuseWindow();
    this.state = state;
  }

  /**
   * Notes it if there is something new. A lost race is no loss, and neither is a store that can be
   * read only: the next verification notes it.
   *
   * @param token good, and of this grant, which is active
   */
  public void note(AccessToken token, Stored<Grant> stored, Instant now) {
    Grant grant = stored.value();
    Active active = grant.active().orElseThrow();
    boolean firstUse =
        token.generation() == active.generation()
            && active.generation() > 0
            && !active.firstUses().containsKey(active.generation());
    if (firstUse || !now.isBefore(grant.lastUsed().plus(NOTED))) {
      Grant next = firstUse ? grant.used(active, now, window) : grant.seen(active, now);
      try {
        state.grants().replace(stored, next, next.expiresAt());
      } catch (StoreException e) {
        LOG.warn("the use of a token was not noted", e);
      }
    }
  }
}
