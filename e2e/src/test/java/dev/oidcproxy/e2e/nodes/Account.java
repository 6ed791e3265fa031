package dev.oidcproxy.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.remote.RemoteClient;
import dev.oidcproxy.testkit.remote.RemoteClient.Deployment;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * One client and its person, and what the proxy has acknowledged to them. A step whose answer never
 * came leaves open whether it happened; what was acknowledged before it does not become open.
 */
final class Account {

  private static final Duration PATIENCE = Duration.ofSeconds(70);

  /** What a client has that must be good, or no good, whatever happened to the proxy since. */
  private sealed interface Fact {

    /** A code that was never presented. */
    record Code(String value) implements Fact {}

    record SignedIn(Tokens tokens) implements Fact {}

    /** Presented for newer ones, and no answer came. */
    record Refreshing(Tokens tokens) implements Fact {}

    record Revoked(Tokens tokens) implements Fact {}
  }

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final RandomGenerator random;
  private RemoteClient client;
  private Optional<Fact> fact = Optional.empty();

  Account(Deployment at, RandomGenerator random) {
    this.random = random;
    this.client = registered(at);
    signedIn(client.signIn());
  }

  private static RemoteClient registered(Deployment at) {
    return RemoteClient.register(at, "Client " + COUNT.incrementAndGet());
  }

  /** Whether only a refresh, which may have to wait, can tell if something was lost. */
  boolean refreshing() {
    return fact.filter(Fact.Refreshing.class::isInstance).isPresent();
  }

  /**
   * Does something that a client does.
   *
   * @throws UncheckedIOException when no answer came
   */
  void step() {
    Optional<Fact> before = fact;
    // Until the answer is there, the step may or may not have happened.
    fact = Optional.empty();
    if (before.isEmpty() || before.get() instanceof Fact.Revoked) {
      fact = before;
      RemoteClient next = random.nextBoolean() ? registered(client.at()) : client;
      fact = Optional.empty();
      client = next;
      fact = Optional.of(new Fact.Code(client.code()));
    } else if (before.get() instanceof Fact.Code code) {
      fact = Optional.of(new Fact.SignedIn(Tokens.of(client.redeem(code.value()))));
    } else if (before.get() instanceof Fact.SignedIn signedIn) {
      use(signedIn.tokens());
    }
  }

  private void use(Tokens tokens) {
    switch (random.nextInt(8)) {
      case 0 -> {
        Answers.assertStatus(200, client.revoke(tokens.refreshToken()));
        fact = Optional.of(new Fact.Revoked(tokens));
      }
      case 1, 2, 3, 4 -> {
        fact = Optional.of(new Fact.SignedIn(tokens));
        Answers.assertStatus(200, client.call(tokens.access()));
      }
      default -> {
        fact = Optional.of(new Fact.Refreshing(tokens));
        fact = Optional.of(new Fact.SignedIn(Tokens.of(client.refresh(tokens.refreshToken()))));
      }
    }
  }

  /** Checks that all is there that was acknowledged, and goes on from it. */
  void verify() {
    client.at().browser().consentPage(client.authorizeUrl());
    if (fact.isEmpty()) {
      signedIn(client.signIn());
      return;
    }
    switch (fact.get()) {
      case Fact.Code code -> signedIn(Tokens.of(client.redeem(code.value())));
      case Fact.SignedIn signedIn -> {
        Answers.assertStatus(200, client.call(signedIn.tokens().access()));
        signedIn(refreshed(signedIn.tokens()));
      }
      case Fact.Refreshing refreshing -> signedIn(refreshed(refreshing.tokens()));
      case Fact.Revoked revoked -> {
        Answers.assertStatus(401, client.call(revoked.tokens().access()));
        Answers.assertInvalidGrant(client.refresh(revoked.tokens().refreshToken()));
        signedIn(client.signIn());
      }
    }
  }

  private void signedIn(Tokens tokens) {
    Answers.assertStatus(200, client.call(tokens.access()));
    fact = Optional.of(new Fact.SignedIn(tokens));
  }

  /** A refresh may have to wait until the lease of the dead process is over, and says so. */
  private Tokens refreshed(Tokens tokens) {
    HttpResponse answer =
        Answers.firstBeyond503(PATIENCE, () -> client.refresh(tokens.refreshToken()));
    assertThat(answer.status()).as("the newest acknowledged refresh token").isEqualTo(200);
    return Tokens.of(answer);
  }
}
