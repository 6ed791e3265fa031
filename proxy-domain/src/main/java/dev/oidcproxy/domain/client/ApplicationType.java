package dev.oidcproxy.domain.client;

/** {@code application_type} of OpenID Connect registration; absent means native here. */
public enum ApplicationType {
  /** Https on hosts that are not loopback, nothing else. */
  WEB,
  /** Https, http on loopback, and custom schemes (RFC 8252). */
  NATIVE;

  public boolean allows(RedirectUri uri) {
    return switch (this) {
      case WEB -> uri.isHttps() && !uri.isLoopback();
      case NATIVE -> uri.isHttps() || uri.isLoopback() || uri.isCustomScheme();
    };
  }
}
