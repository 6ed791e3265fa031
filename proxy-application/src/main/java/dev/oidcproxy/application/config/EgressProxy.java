package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The HTTP proxy through which we speak to the world outside. */
public record EgressProxy(String host, int port, Optional<Login> login) {

  private static final String KEY = "egress_proxy";

  /** How we prove to the proxy who we are. */
  public record Login(String user, Secret password) {}

  /** That of the configuration; none when it is absent. */
  public static Optional<EgressProxy> from(ConfigReader config) {
    return config
        .secret(KEY)
        .flatMap(url -> {
          Optional<EgressProxy> proxy = parse(url.reveal());
          if (proxy.isEmpty()) {
            config.problem(
                KEY,
                "must be http://host:port or http://user:password@host:port, with what is special"
                    + " in a URL percent-encoded");
          }
          return proxy;
        });
  }

  static Optional<EgressProxy> parse(String text) {
    try {
      URI url = new URI(text);
      boolean bare = url.getRawPath() == null || url.getRawPath().matches("/?");
      if (!"http".equalsIgnoreCase(url.getScheme())
          || url.getHost() == null
          || url.getPort() < 1
          || url.getPort() > 65535
          || !bare
          || url.getRawQuery() != null
          || url.getRawFragment() != null) {
        return Optional.empty();
      }
      return Optional.of(
          new EgressProxy(
              url.getHost(),
              url.getPort(),
              Optional.ofNullable(url.getRawUserInfo()).map(EgressProxy::login)));
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Their words quote the URL, and a password may be in it.
      return Optional.empty();
    }
  }

  private static Login login(String userInfo) {
    int colon = userInfo.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("no user and password");
    }
    return new Login(
        decoded(userInfo.substring(0, colon)), Secret.of(decoded(userInfo.substring(colon + 1))));
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
