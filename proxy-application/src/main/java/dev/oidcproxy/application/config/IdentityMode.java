package dev.oidcproxy.application.config;

/** How a backend learns who calls. */
public enum IdentityMode {
  /** Plain headers, {@code X-Forwarded-User} and its kin. */
  HEADERS,
  /** A JWT that we sign for the backend, as Bearer. */
  JWT,
  /** The provider's access token, as Bearer. */
  UPSTREAM_TOKEN,
  /** Nothing. */
  NONE
}
