package dev.oidcproxy.domain.authorization;

import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Subject;
import dev.oidcproxy.domain.value.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a person approved in a browser and need not be asked again there. It holds for that person,
 * client, address, resource and no more scopes: everything that the page asks for.
 *
 * @param registered all addresses the client had, in short: with others it is another client. Like
 *     {@code redirectUri} without ports on loopback, which programs choose anew each time
 * @param since not after the page was answered
 */
public record RememberedConsent(
    Subject subject,
    ClientId client,
    String registered,
    String redirectUri,
    Resource resource,
    Set<Scope> scope,
    Instant since) {

  /** However often it is used, a person is asked again after this. */
  public static final Duration LIFETIME = Duration.ofDays(90);

  /** What was approved in a transaction that ended with the login of {@code subject}. */
  public static RememberedConsent of(Transaction approved, Client client, Subject subject) {
    return new RememberedConsent(
        subject,
        client.id(),
        registered(client),
        address(approved.redirectUri()),
        approved.resource(),
        approved.scope(),
        approved.begunAt());
  }

  /** Whether a page for {@code request} would ask nothing new. */
  public boolean covers(Client known, AuthorizationRequest request, Instant now) {
    return now.isBefore(until())
        && client.equals(known.id())
        && registered.equals(registered(known))
        && redirectUri.equals(address(request.returnAddress().redirectUri()))
        && resource.equals(request.resource())
        && scope.containsAll(request.scope());
  }

  /** Whether {@code other} says nothing that this one does not say. */
  public boolean includes(RememberedConsent other) {
    return subject.equals(other.subject)
        && client.equals(other.client)
        && registered.equals(other.registered)
        && redirectUri.equals(other.redirectUri)
        && resource.equals(other.resource)
        && scope.containsAll(other.scope);
  }

  public Instant until() {
    return since.plus(LIFETIME);
  }

  private static String address(RedirectUri uri) {
    return uri.onAnyLoopbackPort().value();
  }

  private static String registered(Client client) {
    return TokenHash.of(
            client.metadata().onAnyLoopbackPort().redirectUris().stream()
                .map(RedirectUri::value)
                .sorted()
                .collect(Collectors.joining("\n")))
        .value();
  }
}
