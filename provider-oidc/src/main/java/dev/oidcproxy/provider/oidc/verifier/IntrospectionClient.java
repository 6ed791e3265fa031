package dev.oidcproxy.provider.oidc.verifier;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.domain.value.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * As whom the introspection endpoint is asked: as configured for it, or as the provider knows us.
 *
 * @param secret absent only where a problem was told
 */
public record IntrospectionClient(String id, Optional<Secret> secret, Method method) {

  /** {@code client_auth_method} (RFC 6749 section 2.3.1). */
  public enum Method {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST
  }

  private static final String SECRET = "client_secret";
  private static final String NOT_BOTH =
      "is missing: give both, or neither to ask as provider.client_id";

  /**
   * @param provider the section of the provider
   * @param config the section of the verifier
   */
  static IntrospectionClient read(ConfigReader provider, ConfigReader config) {
    boolean own = Stream.of("client_id", SECRET, SECRET + "_file").anyMatch(config::has);
    ConfigReader client = own ? config : provider;
    Optional<Secret> secret = client.secret(SECRET);
    if (own && config.text("client_id").isEmpty()) {
      config.problem("client_id", NOT_BOTH);
    } else if (own && !VerifierSettings.given(config, SECRET)) {
      config.problem(SECRET, NOT_BOTH);
    } else if (secret.isEmpty() && !own) {
      config.problem(
          "client_id",
          "is missing: an introspection endpoint answers nobody it does not know, and there is no"
              + " provider.client_secret to ask with");
    }
    return new IntrospectionClient(
        client.text("client_id").orElse(""),
        secret,
        config.choice("client_auth_method", Method.class).orElse(Method.CLIENT_SECRET_BASIC));
  }

  /** Adds what the method needs to a request in the making. */
  void authenticate(Map<String, String> headers, Map<String, String> form) {
    String revealed = secret.map(Secret::reveal).orElseThrow();
    switch (method) {
      case CLIENT_SECRET_BASIC -> headers.put("Authorization", "Basic " + basic(id, revealed));
      case CLIENT_SECRET_POST -> {
        form.put("client_id", id);
        form.put("client_secret", revealed);
      }
    }
  }

  /** Both halves are form-encoded before they are joined. */
  private static String basic(String id, String secret) {
    String pair = encode(id) + ":" + encode(secret);
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
