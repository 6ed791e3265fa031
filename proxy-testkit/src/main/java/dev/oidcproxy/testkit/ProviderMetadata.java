package dev.oidcproxy.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The discovery document of a {@link FakeProvider} that nobody changed. */
final class ProviderMetadata {

  private ProviderMetadata() {}

  static Map<String, Object> of(String issuer) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", issuer);
    document.put("authorization_endpoint", issuer + ProviderEndpoint.AUTHORIZATION.path());
    document.put("token_endpoint", issuer + ProviderEndpoint.TOKEN.path());
    document.put("jwks_uri", issuer + ProviderEndpoint.JWKS.path());
    document.put("userinfo_endpoint", issuer + ProviderEndpoint.USERINFO.path());
    document.put("revocation_endpoint", issuer + ProviderEndpoint.REVOCATION.path());
    document.put("response_types_supported", List.of("code"));
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256", "ES256"));
    document.put("scopes_supported", List.of("openid", "profile", "email", "offline_access"));
    return document;
  }
}
