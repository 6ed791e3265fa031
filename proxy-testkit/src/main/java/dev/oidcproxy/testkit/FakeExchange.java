package dev.oidcproxy.testkit;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.TokenExchange;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The exchange of tokens of a {@link FakeIdentityProvider}: each token says whose and what it is
 * for. It does what it is told to from the next call on.
 */
public final class FakeExchange implements TokenExchange {

  /** What was asked for. */
  public record Asked(Secret accessToken, Target target) {}

  private final InstantSource clock;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile boolean offered = true;
  private volatile boolean up = true;
  private volatile Optional<String> objection = Optional.empty();
  private volatile Optional<Answer.Refused> refusal = Optional.empty();
  private volatile Optional<Duration> lifetime = Optional.of(Duration.ofHours(1));
  private volatile Optional<Hold> hold = Optional.empty();

  FakeExchange(InstantSource clock) {
    this.clock = clock;
  }

  /** What was asked for so far, in order. */
  public List<Asked> asked() {
    return asked;
  }

  /** There is none any more. */
  public void disappear() {
    offered = false;
  }

  /** Has something against everything that a configuration asks for. */
  public void object(String words) {
    objection = Optional.of(words);
  }

  public void goDown() {
    up = false;
  }

  public void comeBack() {
    up = true;
    refusal = Optional.empty();
  }

  /** Says no to everything. */
  public void refuse(Reason reason, String message) {
    refusal = Optional.of(new Answer.Refused(reason, message));
  }

  /** How long its tokens live; absent: it does not say. */
  public void tokensLast(Optional<Duration> time) {
    lifetime = time;
  }

  /** Every exchange from now on stops inside the provider until the hold is released. */
  public Hold hold() {
    Hold next = new Hold();
    hold = Optional.of(next);
    return next;
  }

  boolean isOffered() {
    return offered;
  }

  @Override
  public Optional<String> objection(Target target) {
    return objection;
  }

  @Override
  public Answer exchange(Secret accessToken, Target target) {
    asked.add(new Asked(accessToken, target));
    hold.ifPresent(Hold::pass);
    if (!up) {
      throw new UpstreamException.Unavailable("the provider does not answer");
    }
    return refusal
        .<Answer>map(refused -> refused)
        .orElseGet(() ->
            new Answer.Exchanged(
                Secret.of(
                    "canary-exchanged-"
                        + asked.size()
                        + "-for-"
                        + Scope.join(target.scope()).replace(' ', '+')),
                lifetime.map(clock.instant()::plus)));
  }
}
