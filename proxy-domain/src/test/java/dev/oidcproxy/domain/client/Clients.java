package dev.oidcproxy.domain.client;

import dev.oidcproxy.domain.client.ClientMetadata.GrantType;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Clients for tests of the rules they are subject to. */
public final class Clients {

  private Clients() {}

  /** A public native client with these redirect URIs, which may ask for every scope. */
  public static Client of(String... redirectUris) {
    return of(ApplicationType.NATIVE, Set.of(), redirectUris);
  }

  public static Client of(ApplicationType type, Set<Scope> scope, String... redirectUris) {
    ClientMetadata metadata =
        new ClientMetadata(
            Stream.of(redirectUris).map(RedirectUri::new).toList(),
            Optional.of("An app"),
            Optional.empty(),
            type,
            Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
            scope,
            Optional.empty(),
            Optional.empty());
    return client(metadata);
  }

  private static Client client(ClientMetadata metadata) {
    return new Client(
        new ClientId("client-1"),
        metadata,
        new ClientAuthentication.None(),
        Client.Origin.REGISTERED,
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(60));
  }

  /** Patterns that are all well formed. */
  public static Optional<List<RedirectPattern>> patterns(String... patterns) {
    return Optional.of(
        Stream.of(patterns).map(p -> RedirectPattern.parse(p).orElseThrow()).toList());
  }
}
