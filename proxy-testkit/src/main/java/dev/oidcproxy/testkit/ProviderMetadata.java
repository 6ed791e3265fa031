package dev.oidcproxy.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The discovery document of a {@link FakeProvider}, and what a test wants to be different in it.
 */
final class ProviderMetadata {

  private final Map<String, Object> changes = new ConcurrentHashMap<>();
  private final String issuer;

  ProviderMetadata(String issuer) {
    this.issuer = issuer;
  }

  /** {@code null} removes the field. */
  void change(String field, Object value) {
    changes.put(field, ProviderTokens.orRemoved(value));
  }

  /** What callbacks carry as {@code iss}, when the document says that they do. */
  Optional<String> callbackIssuer() {
    boolean sent =
        Boolean.TRUE.equals(changes.get("authorization_response_iss_parameter_supported"));
    return sent ? Optional.of(issuer) : Optional.empty();
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", issuer);
    document.put("authorization_endpoint", issuer + ProviderEndpoint.AUTHORIZATION.path());
    document.put("token_endpoint", issuer + ProviderEndpoint.TOKEN.path());
    document.put("jwks_uri", issuer + ProviderEndpoint.JWKS.path());
    document.put("userinfo_endpoint", issuer + ProviderEndpoint.USERINFO.path());
    document.put("revocation_endpoint", issuer + ProviderEndpoint.REVOCATION.path());
    document.put(
        "pushed_authorization_request_endpoint",
        issuer + ProviderEndpoint.PUSHED_AUTHORIZATION.path());
    document.put("response_types_supported", List.of("code"));
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256", "ES256"));
    document.put("scopes_supported", List.of("openid", "profile", "email", "offline_access"));
    return ProviderTokens.with(document, changes);
  }
}
