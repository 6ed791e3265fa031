package dev.oidcproxy.domain.authorization;

import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.CodeChallenge;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One person's way through one authorization, in one browser, from the client's request to the
 * provider's answer. What the client may get is frozen here: later steps read nothing else.
 */
public record Transaction(
    TransactionId id,
    ClientId client,
    RedirectUri redirectUri,
    Optional<String> state,
    CodeChallenge challenge,
    Set<Scope> scope,
    Resource resource,
    BrowserBinding binding,
    Instant expiresAt,
    Step step) {

  /** How long a person may take, from the client's request to the end of the login. */
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  /** Where the transaction stands. */
  public sealed interface Step {

    /**
     * Nobody decided; nothing was sent to the provider, and no state exists that it could answer.
     */
    record AwaitingConsent() implements Step {}

    /** The browser was sent to the provider with {@code login}. */
    record AwaitingLogin(LoginRequest login, Approval approval) implements Step {}

    /**
     * Consent was remembered, but somebody else signed in: they are asked, and meanwhile {@code
     * grant} waits.
     */
    record AwaitingConfirmation(GrantId grant) implements Step {}

    /** The person said no. */
    record Denied() implements Step {}
  }

  /** A new transaction, bound to the browser that holds the cookie of {@code binding}. */
  public static Transaction begin(
      TransactionId id, AuthorizationRequest request, BrowserBinding binding, Instant now) {
    return new Transaction(
        id,
        request.client(),
        request.returnAddress().redirectUri(),
        request.returnAddress().state(),
        request.challenge(),
        request.scope(),
        request.resource(),
        binding,
        now.plus(LIFETIME),
        new Step.AwaitingConsent());
  }

  /** When it began. */
  public Instant begunAt() {
    return expiresAt.minus(LIFETIME);
  }

  public boolean expired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  public Transaction with(Step next) {
    return new Transaction(
        id, client, redirectUri, state, challenge, scope, resource, binding, expiresAt, next);
  }

  /** The address matched when the transaction began. */
  public ReturnAddress returnAddress(String issuer) {
    return new ReturnAddress(redirectUri, state, issuer);
  }
}
