package dev.oidcproxy.domain.client;

import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.TokenHash;
import java.time.Instant;
import java.util.Optional;

/**
 * A client we know. {@code expiresAt} is when an unused registration is forgotten; logins and
 * refreshes move it. A client from the configuration never expires.
 *
 * @param registrationToken with which it manages its own registration (RFC 7592), if it may
 */
public record Client(
    ClientId id,
    ClientMetadata metadata,
    ClientAuthentication authentication,
    Origin origin,
    Instant issuedAt,
    Instant expiresAt,
    Optional<TokenHash> registrationToken) {

  /** A client that does not manage its registration. */
  public Client(
      ClientId id,
      ClientMetadata metadata,
      ClientAuthentication authentication,
      Origin origin,
      Instant issuedAt,
      Instant expiresAt) {
    this(id, metadata, authentication, origin, issuedAt, expiresAt, Optional.empty());
  }

  /** How we came to know a client. */
  public enum Origin {
    /** Anyone may register: nothing it says of itself is proven. */
    REGISTERED,
    /** Its id is the URL of its metadata: the host is proven, what it says is not. */
    DOCUMENT,
    /** The operator wrote it into the configuration. */
    CONFIGURED
  }

  public boolean expired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  public Client renewedUntil(Instant until) {
    return new Client(id, metadata, authentication, origin, issuedAt, until, registrationToken);
  }

  /** The same client, managed by whoever has the token. */
  public Client managedWith(TokenHash token) {
    return new Client(
        id, metadata, authentication, origin, issuedAt, expiresAt, Optional.of(token));
  }

  /** The same client with other metadata and authentication. */
  public Client changed(ClientMetadata newMetadata, ClientAuthentication newAuthentication) {
    return new Client(
        id, newMetadata, newAuthentication, origin, issuedAt, expiresAt, registrationToken);
  }

  /** What to call it on a page; self-declared. */
  public String displayName() {
    return metadata.name().orElse(id.value());
  }
}
