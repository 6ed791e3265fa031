package dev.oidcproxy.domain.value;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A protected resource by its identifier (RFC 8707), exactly as configured: the {@code aud} of
 * every token for it. What clients ask for is compared kindly: scheme and host without case, the
 * default port and one trailing slash ignored, the rest byte for byte.
 */
public record Resource(String identifier) {

  /** Whether a client that asks for {@code requested} means this resource. */
  public boolean isMeantBy(String requested) {
    return normal(identifier).equals(normal(requested));
  }

  private static String normal(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getScheme() == null
          || uri.getHost() == null
          || uri.getRawFragment() != null
          || uri.getRawUserInfo() != null) {
        return text;
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      int standard = scheme.equals("https") ? 443 : scheme.equals("http") ? 80 : -1;
      String port = uri.getPort() == -1 || uri.getPort() == standard ? "" : ":" + uri.getPort();
      String path = uri.getRawPath().endsWith("/") ? chop(uri.getRawPath()) : uri.getRawPath();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path + query;
    } catch (URISyntaxException e) {
      return text;
    }
  }

  private static String chop(String path) {
    return path.substring(0, path.length() - 1);
  }
}
