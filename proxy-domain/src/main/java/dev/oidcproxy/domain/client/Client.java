package dev.oidcproxy.domain.client;

import dev.oidcproxy.domain.value.ClientId;
import java.time.Instant;

/**
 * A client we know. {@code expiresAt} is when an unused registration is forgotten; logins and
 * refreshes move it. A client from the configuration never expires.
 */
public record Client(
    ClientId id,
    ClientMetadata metadata,
    ClientAuthentication authentication,
    Origin origin,
    Instant issuedAt,
    Instant expiresAt) {

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
    return new Client(id, metadata, authentication, origin, issuedAt, until);
  }

  /** What to call it on a page; self-declared. */
  public String displayName() {
    return metadata.name().orElse(id.value());
  }
}
