package dev.oidcproxy.domain.authorization;

import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.CodeChallenge;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.util.Set;

/**
 * An authorization request that passed every rule. Only {@link AuthorizationRules} makes one, so
 * whoever holds it need not check again.
 */
public final class AuthorizationRequest {

  private final ClientId client;
  private final ReturnAddress returnAddress;
  private final CodeChallenge challenge;
  private final Set<Scope> scope;
  private final Resource resource;

  AuthorizationRequest(
      ClientId client,
      ReturnAddress returnAddress,
      CodeChallenge challenge,
      Set<Scope> scope,
      Resource resource) {
    this.client = client;
    this.returnAddress = returnAddress;
    this.challenge = challenge;
    this.scope = scope;
    this.resource = resource;
  }

  public ClientId client() {
    return client;
  }

  public ReturnAddress returnAddress() {
    return returnAddress;
  }

  public CodeChallenge challenge() {
    return challenge;
  }

  public Set<Scope> scope() {
    return scope;
  }

  public Resource resource() {
    return resource;
  }
}
