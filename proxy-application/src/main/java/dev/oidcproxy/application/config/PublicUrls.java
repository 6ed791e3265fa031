package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.client.RedirectUri;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the URLs by which the world knows the proxy: https, or http on loopback, where nobody can
 * listen in (RFC 8414 section 2, RFC 8252 section 7.3); neither query nor fragment.
 *
 * @param issuer byte for byte as configured
 * @param base without a trailing slash
 * @param resourceBase without a trailing slash
 */
record PublicUrls(String issuer, String base, String resourceBase) {

  /** Where the proxy itself answers, now or in a later version. */
  static final List<String> ENDPOINTS =
      List.of(
          "/authorize",
          "/token",
          "/register",
          "/revoke",
          "/introspect",
          "/consent",
          "/account",
          "/logo",
          "/jwks.json",
          "/.well-known");

  /** Stands in for what could not be read, so that reading can go on. */
  private static final String MISSING = "https://base-url.invalid";

  static PublicUrls from(ConfigReader config) {
    if (config.text("base_url").isEmpty()) {
      config.problem(
          "base_url",
          "is missing: the public URL of this proxy, for example https://mcp.example.com");
    }
    Optional<String> base = publicUrl(config, "base_url").map(PublicUrls::chopped);
    Optional<String> issuer = publicUrl(config, "issuer_url").or(() -> base);
    Optional<String> resources =
        publicUrl(config, "resource_base_url").map(PublicUrls::chopped).or(() -> base);
    return new PublicUrls(issuer.orElse(MISSING), base.orElse(MISSING), resources.orElse(MISSING));
  }

  /** As a browser writes it: scheme and host in lower case, no default port. */
  static String origin(String url) {
    URI uri = URI.create(url);
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int standard = scheme.equals("https") ? 443 : 80;
    String port = uri.getPort() == -1 || uri.getPort() == standard ? "" : ":" + uri.getPort();
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
  }

  /** The path of a URL without a trailing slash; empty for a bare origin. */
  static String path(String url) {
    return chopped(Optional.ofNullable(URI.create(url).getRawPath()).orElse(""));
  }

  /** Whether a path is at or below one of {@link #ENDPOINTS}. */
  static boolean isEndpoint(String path) {
    return ENDPOINTS.stream().anyMatch(endpoint -> (path + "/").startsWith(endpoint + "/"));
  }

  String host() {
    return URI.create(base).getHost();
  }

  private static Optional<String> publicUrl(ConfigReader config, String key) {
    Optional<String> url = config.url(key);
    if (url.isPresent() && URI.create(url.get()).getRawQuery() != null) {
      config.problem(key, "must not have a query: remove everything from the question mark on");
      return Optional.empty();
    }
    if (url.isPresent() && !secure(url.get())) {
      config.problem(key, "must begin with https://; http is for localhost and 127.0.0.1 only");
      return Optional.empty();
    }
    return url;
  }

  private static boolean secure(String url) {
    return url.toLowerCase(Locale.ROOT).startsWith("https://")
        || RedirectUri.parse(url).filter(RedirectUri::isLoopback).isPresent();
  }

  private static String chopped(String url) {
    return url.replaceFirst("/+$", "");
  }
}
