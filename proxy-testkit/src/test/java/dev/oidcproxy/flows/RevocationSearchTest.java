package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.crypto.SecureEntropy;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.token.RevokeUpstream;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.State.UpstreamRevocation;
import dev.oidcproxy.application.state.State.UpstreamRevocation.Held;
import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.Seal;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.AdjustableClock;
import dev.oidcproxy.testkit.ManualScheduler;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A search for revocations that a node left behind, among very many that cannot go. */
class RevocationSearchTest {

  /** Ten times what one search looks at, so that hardly any of the few is among the first. */
  private static final int MANY = 10_000;

  private static final int FEW = 20;

  private final AdjustableClock clock = new AdjustableClock();
  private final ManualScheduler scheduler = new ManualScheduler(clock);
  private final State state = new State(new InMemoryStore(clock), new Unsealed(), clock, List::of);
  private final Refusing provider = new Refusing();

  @BeforeEach
  void leave_some_behind() {
    leave(FEW, "good", Optional.empty());
    var unused =
        new RevokeUpstream(
                state,
                provider,
                new Surroundings(clock, new SecureEntropy(), scheduler, event -> {}))
            .start();
  }

  @Test
  void many_that_wait_for_consent_do_not_hide_the_others() {
    leave(
        MANY,
        "held",
        Optional.of(
            new Held(new GrantId("A".repeat(22)), clock.instant().plus(Duration.ofMinutes(15)))));

    scheduler.work();

    assertThat(provider.revoked).hasSize(FEW).containsOnly("good");
  }

  @Test
  void many_that_the_provider_refuses_do_not_hide_the_others() {
    leave(MANY, "refused", Optional.empty());

    for (int second = 0; second <= MANY / 1_000; second++) {
      scheduler.work();
      clock.pass(Duration.ofSeconds(1));
    }

    assertThat(provider.revoked).hasSize(FEW);
    int asked = provider.refused;
    scheduler.work();
    assertThat(provider.refused).isEqualTo(asked);
    clock.pass(Duration.ofMinutes(10));
    scheduler.work();
    assertThat(provider.refused).isGreaterThan(asked);
  }

  private void leave(int count, String token, Optional<Held> held) {
    for (int i = 0; i < count; i++) {
      String id = token + i;
      UpstreamTokens tokens =
          new UpstreamTokens(
              Secret.of(token),
              Optional.empty(),
              Optional.empty(),
              Set.of(),
              clock.instant(),
              Optional.empty(),
              Optional.empty());
      state
          .upstreamRevocations()
          .put(
              id,
              new UpstreamRevocation(id, tokens, Optional.empty(), held),
              clock.instant().plus(Duration.ofDays(1)));
    }
  }

  private static final class Unsealed implements Seal {
    @Override
    public byte[] seal(byte[] plain) {
      return plain;
    }

    @Override
    public Optional<byte[]> open(byte[] sealed) {
      return Optional.of(sealed);
    }
  }

  /** Takes back what is good, refuses the rest, and does nothing else. */
  private static final class Refusing implements IdentityProvider {

    private final List<String> revoked = new ArrayList<>();
    private int refused;

    @Override
    public void revoke(UpstreamTokens tokens) {
      if (!tokens.accessToken().reveal().equals("good")) {
        refused++;
        throw new UpstreamException.Rejected("it does not want to");
      }
      revoked.add(tokens.accessToken().reveal());
    }

    @Override
    public String name() {
      return "refusing";
    }

    @Override
    public Set<Scope> requiredScopes() {
      return Set.of();
    }

    @Override
    public URI loginUri(LoginRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Login complete(CallbackParameters answer, LoginRequest sent) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Refreshed refresh(UpstreamTokens current, Set<Scope> scope) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Health check() {
      return new Health.Up();
    }
  }
}
