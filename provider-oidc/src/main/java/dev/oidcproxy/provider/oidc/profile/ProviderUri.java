package dev.oidcproxy.provider.oidc.profile;

import java.net.URI;

/** Where a provider may be. */
public final class ProviderUri {

  private ProviderUri() {}

  /**
   * Whether secrets may be sent to, and keys believed from this URL: TLS, or a connection that
   * never leaves the machine.
   */
  public static boolean safe(URI uri) {
    return uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawFragment() == null
        && ("https".equalsIgnoreCase(uri.getScheme())
            || ("http".equalsIgnoreCase(uri.getScheme()) && loopback(uri.getHost())));
  }

  private static boolean loopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }
}
