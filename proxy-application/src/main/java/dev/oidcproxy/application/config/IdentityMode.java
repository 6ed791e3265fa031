package dev.oidcproxy.application.config;

/** How a backend learns who calls. */
public enum IdentityMode {
  /** Plain headers, {@code X-Forwarded-User} and its kin. */
  HEADERS,
  /** A JWT that we sign for the backend, as Bearer. */
  JWT,
  /** The provider's access token, as Bearer. */
  UPSTREAM_TOKEN,
  /** A token of the provider for an API behind the backend, on the caller's behalf, as Bearer. */
  ON_BEHALF_OF,
  /** Nothing. */
  NONE
}
