package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.domain.value.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * How we authenticate at the provider's endpoints (RFC 6749 section 2.3).
 *
 * @param secret present unless the method is {@code none}
 */
public record ClientCredentials(String clientId, Method method, Optional<Secret> secret) {

  /** {@code token_endpoint_auth_method} (OpenID Connect Core section 9). */
  public enum Method {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    NONE
  }

  /** Adds what the method needs to a request in the making. */
  void authenticate(Map<String, String> headers, Map<String, String> form) {
    switch (method) {
      case CLIENT_SECRET_BASIC -> headers.put("Authorization", "Basic " + basic());
      case CLIENT_SECRET_POST -> {
        form.put("client_id", clientId);
        form.put("client_secret", revealed());
      }
      case NONE -> form.put("client_id", clientId);
    }
  }

  /** Both halves are form-encoded before they are joined (RFC 6749 section 2.3.1). */
  private String basic() {
    String pair = encode(clientId) + ":" + encode(revealed());
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }

  private String revealed() {
    return secret.map(Secret::reveal).orElseThrow();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
