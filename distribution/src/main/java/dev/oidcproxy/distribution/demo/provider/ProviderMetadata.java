package dev.oidcproxy.distribution.demo.provider;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The discovery document (OpenID Connect Discovery §3), with every mandatory field. */
final class ProviderMetadata {

  static final String AUTHORIZATION_PATH = "/authorize";
  static final String TOKEN_PATH = "/token";
  static final String USERINFO_PATH = "/userinfo";
  static final String REVOCATION_PATH = "/revoke";
  static final String JWKS_PATH = "/jwks";

  private static final List<String> CLIENT_AUTHENTICATION =
      List.of("client_secret_basic", "client_secret_post");

  private ProviderMetadata() {}

  static Map<String, Object> of(URI issuer) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", issuer.toString());
    document.put("authorization_endpoint", issuer + AUTHORIZATION_PATH);
    document.put("token_endpoint", issuer + TOKEN_PATH);
    document.put("userinfo_endpoint", issuer + USERINFO_PATH);
    document.put("revocation_endpoint", issuer + REVOCATION_PATH);
    document.put("jwks_uri", issuer + JWKS_PATH);
    document.put("scopes_supported", AuthorizationRequest.SCOPES);
    document.put(
        "claims_supported",
        List.of("sub", "name", "preferred_username", "email", "email_verified", "auth_time"));
    document.put("response_types_supported", List.of("code"));
    document.put("response_modes_supported", List.of("query"));
    document.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    document.put("token_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
    document.put("revocation_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
    document.put("code_challenge_methods_supported", List.of("S256"));
    document.put("authorization_response_iss_parameter_supported", true);
    // absent would mean true (Discovery §3)
    document.put("request_uri_parameter_supported", false);
    return document;
  }
}
