package dev.oidcproxy.distribution.demo.provider;

import dev.oidcproxy.domain.value.Secret;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** The one client that is registered here. Its redirect URI is compared as a string. */
record SampleClient(String id, Secret secret, String redirectUri) {

  private static final String BASIC = "basic ";

  /**
   * Makes sure that a request is this client's, by basic or post (RFC 6749 §2.3.1).
   *
   * @throws ProviderException {@code invalid_client}
   */
  void requireAuthenticated(HttpServerExchange exchange, Parameters parameters) {
    String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    boolean authenticated =
        header == null ? byPost(parameters) : byBasic(header) && saysNoOther(parameters);
    if (!authenticated) {
      throw new ProviderException("invalid_client", "Client authentication failed.");
    }
  }

  private boolean byPost(Parameters parameters) {
    return isMine(
        parameters.find("client_id").orElse(""), parameters.find("client_secret").orElse(""));
  }

  private boolean byBasic(String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
      return false;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(BASIC.length()).trim());
      String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      return pair.length == 2 && isMine(formDecode(pair[0]), formDecode(pair[1]));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** One way of authentication per request; a client id beside it must be the same. */
  private boolean saysNoOther(Parameters parameters) {
    return parameters.find("client_secret").isEmpty()
        && parameters.find("client_id").filter(other -> !other.equals(id)).isEmpty();
  }

  private boolean isMine(String presentedId, String presentedSecret) {
    // Secret compares in constant time; an empty one cannot be made
    return id.equals(presentedId)
        && !presentedSecret.isEmpty()
        && secret.equals(Secret.of(presentedSecret));
  }

  private static String formDecode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
