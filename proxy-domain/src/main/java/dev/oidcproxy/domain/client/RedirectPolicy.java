package dev.oidcproxy.domain.client;

import java.util.List;
import java.util.Optional;

/**
 * Where clients may be sent: to a URI they registered and that fits their application type and,
 * when the operator configured patterns, one of those too. Patterns narrow, they never widen, and
 * apply to clients registered before they were set.
 *
 * @param patterns absent: every registered URI; empty: none
 */
public record RedirectPolicy(Optional<List<RedirectPattern>> patterns) {

  public static RedirectPolicy registeredOnly() {
    return new RedirectPolicy(Optional.empty());
  }

  /** Whether the operator and the application type allow {@code uri} at all. */
  public boolean allows(RedirectUri uri, ApplicationType type) {
    return type.allows(uri)
        && patterns.map(list -> list.stream().anyMatch(p -> p.matches(uri))).orElse(true);
  }

  /** The requested URI when {@code client} may be sent there, judged anew on each request. */
  public Optional<RedirectUri> match(Client client, String requested) {
    ClientMetadata metadata = client.metadata();
    return RedirectUri.parse(requested)
        .filter(uri -> allows(uri, metadata.applicationType()))
        .filter(uri -> metadata.redirectUris().stream().anyMatch(known -> known.permits(uri)));
  }

  /**
   * The one to use when a request names none (RFC 6749 section 3.1.2.3): the only registered one,
   * unless it is on loopback without a port, where only the program knows the one of today.
   */
  public Optional<RedirectUri> only(Client client) {
    List<RedirectUri> known = client.metadata().redirectUris();
    return known.size() == 1 && isWhole(known.getFirst())
        ? match(client, known.getFirst().value())
        : Optional.empty();
  }

  private static boolean isWhole(RedirectUri uri) {
    return !uri.isLoopback() || uri.uri().getPort() != -1;
  }
}
