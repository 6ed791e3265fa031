package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.state.Records;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.State.UpstreamRevocation;
import dev.oidcproxy.application.state.State.UpstreamRevocation.Held;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.Stage.AwaitingConsent;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * The queue of tokens that the provider is to revoke (RFC 7009): written first, worked off in the
 * background until the provider took each or a day is over. Whoever queues one works it off; a
 * search of the store, now and then, finds what a node left behind that ended before. Revoking
 * twice does no harm, so nodes need not agree on who works.
 */
public final class RevokeUpstream {

  private static final Duration PATIENCE = Duration.ofDays(1);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration SEARCH_INTERVAL = Duration.ofMinutes(10);

  /** The longest wait for a provider that is down is 2 to the power of this, in seconds. */
  private static final int MOST_DOUBLINGS = 8;

  private static final int BATCH = 1000;

  private final Records<UpstreamRevocation> queue;
  private final Records<Grant> grants;
  private final IdentityProvider provider;
  private final Surroundings world;

  /** What was queued here; what does not fit is found by searching. */
  private final BlockingQueue<String> queuedHere = new LinkedBlockingQueue<>(10_000);

  // Only the one worker touches these.
  private Instant notBefore = Instant.EPOCH;
  private Instant nextSearch = Instant.EPOCH;
  private int failures;

  public RevokeUpstream(State state, IdentityProvider provider, Surroundings world) {
    this.queue = state.upstreamRevocations();
    this.grants = state.grants();
    this.provider = provider;
    this.world = world;
  }

  /** Works in the background until closed. */
  public Subscription start() {
    return world.scheduler().repeat(TICK, this::work);
  }

  void revoke(UpstreamTokens tokens) {
    String id = world.entropy().text(16);
    Instant until = world.clock().instant().plus(PATIENCE);
    queue.put(id, new UpstreamRevocation(id, tokens, Optional.of(until), Optional.empty()), until);
    queuedHere.offer(id);
  }

  /**
   * What came for a grant that waits for consent goes back when nobody consents: looked at then.
   */
  void revokeUnlessConsented(Grant held) {
    String id = held.id().value();
    Instant until = held.end().plus(PATIENCE);
    Optional<Held> condition = Optional.of(new Held(held.id(), held.end()));
    queue.put(
        id, new UpstreamRevocation(id, held.upstream(), Optional.of(until), condition), until);
  }

  private void work() {
    Instant now = world.clock().instant();
    if (now.isBefore(notBefore)) {
      return;
    }
    try {
      workOffQueuedHere();
      if (!now.isBefore(nextSearch)) {
        search(now);
      }
      failures = 0;
    } catch (UpstreamException.Unavailable e) {
      waitLonger(now);
      world.events().on(new ProxyEvent.UpstreamUnavailable("revoke"));
    } catch (StoreException e) {
      waitLonger(now);
      throw e;
    }
  }

  private void workOffQueuedHere() {
    for (String id = queuedHere.peek(); id != null; id = queuedHere.peek()) {
      done(id);
      queuedHere.remove(id);
    }
  }

  /** Costly in a big store, so it is rare, and nodes do not do it in step. */
  private void search(Instant now) {
    List<String> found;
    try (Stream<UpstreamRevocation> waiting = queue.all()) {
      found = waiting.map(UpstreamRevocation::id).limit(BATCH).toList();
    }
    long done = found.stream().filter(this::done).count();
    boolean more = found.size() == BATCH && done > 0;
    nextSearch = more ? now : now.plus(varied(SEARCH_INTERVAL));
  }

  /**
   * Has tokens revoked, unless another node was faster; false when the provider refuses, or it is
   * too early.
   */
  private boolean done(String id) {
    Instant now = world.clock().instant();
    Optional<UpstreamRevocation> waiting =
        queue
            .find(id)
            .map(Stored::value)
            .filter(r -> r.until().filter(end -> !now.isBefore(end)).isEmpty());
    if (waiting.isEmpty()) {
      return true;
    }
    Optional<Held> held = waiting.get().held();
    if (held.filter(h -> now.isBefore(h.until())).isPresent()) {
      return false;
    }
    if (held.filter(this::consented).isPresent()) {
      queue.delete(id);
      return true;
    }
    try {
      provider.revoke(waiting.get().tokens());
      queue.delete(id);
      return true;
    } catch (UpstreamException.Unavailable e) {
      throw e;
    } catch (UpstreamException e) {
      // What is said of one token says nothing of the others; a later search tries it again.
      world.events().on(new ProxyEvent.UpstreamUnavailable("revoke"));
      return false;
    }
  }

  /** A grant that is gone had its tokens revoked, or expired: then they are to go. */
  private boolean consented(Held held) {
    return grants
        .find(held.grant().value())
        .filter(grant -> !(grant.value().stage() instanceof AwaitingConsent))
        .isPresent();
  }

  private void waitLonger(Instant now) {
    failures = Math.min(failures + 1, MOST_DOUBLINGS);
    notBefore = now.plus(varied(Duration.ofSeconds(1L << failures)));
  }

  /** Between half and all of it. */
  private Duration varied(Duration duration) {
    int eighths = 4 + Byte.toUnsignedInt(world.entropy().bytes(1)[0]) % 5;
    return duration.multipliedBy(eighths).dividedBy(8);
  }
}
