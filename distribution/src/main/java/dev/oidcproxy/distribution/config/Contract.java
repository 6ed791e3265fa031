package dev.oidcproxy.distribution.config;

import java.util.List;
import java.util.Optional;

/**
 * The keys that are promised, in the order of the documentation. A later version brings some of
 * them: until then they may be there, as long as they say that the feature is off.
 */
final class Contract {

  private static final List<Key> KEYS =
      List.of(
          key("base_url", ""),
          key("issuer_url", "as base_url"),
          key("resource_base_url", "as base_url"),
          key("service_documentation_url", ""),
          key("listen", "127.0.0.1:8000"),
          key("management.listen", "127.0.0.1:8900"),
          key("management.token_file", "in the user's runtime or temporary folder"),
          key("allowed_origins", "that of base_url; on loopback also every loopback one"),
          key("trusted_proxies", "[]"),
          key("tls.certificate", ""),
          key("tls.private_key", ""),
          key("tls.trust_certificates", ""),
          key("provider.type", "oidc"),
          key("provider.config_url", ""),
          key("provider.client_id", ""),
          key("provider.client_secret", ""),
          key("provider.client_secret_file", ""),
          key("provider.private_key", ""),
          key("provider.private_key_file", ""),
          key("provider.private_key_keyring", ""),
          key("provider.private_key_id", ""),
          key("provider.certificate_file", ""),
          key("provider.client_assertion_file", ""),
          key("provider.client_assertion_algorithm", "as the key has it"),
          key("provider.client_assertion_audience", "as the provider wants it"),
          key("provider.strict", "true"),
          key("provider.audience", ""),
          key("provider.timeout_seconds", "10"),
          key("provider.algorithm", "what the provider's keys allow, asymmetric only"),
          key("provider.required_scopes", "[openid]"),
          key("provider.token_endpoint_auth_method", "client_secret_basic"),
          key("provider.verify_id_token", "when the access token is opaque"),
          key("provider.token_verifier", ""),
          key("provider.pushed_authorization_requests", "as the provider requires it"),
          key("provider.verifier.required_scopes", ""),
          key("provider.verifier.issuer", ""),
          key("provider.verifier.audience", ""),
          key("provider.verifier.algorithm", ""),
          key("provider.verifier.jwks_uri", ""),
          key("provider.verifier.public_key", ""),
          key("provider.verifier.public_key_file", ""),
          key("provider.verifier.shared_secret", ""),
          key("provider.verifier.shared_secret_file", ""),
          key("provider.verifier.clock_skew_seconds", ""),
          key("provider.verifier.typ", ""),
          key("provider.verifier.introspection_url", ""),
          key("provider.verifier.client_id", ""),
          key("provider.verifier.client_secret", ""),
          key("provider.verifier.client_secret_file", ""),
          key("provider.verifier.client_auth_method", ""),
          key("provider.verifier.userinfo_url", ""),
          key("provider.verifier.tokeninfo_url", ""),
          key("provider.verifier.timeout_seconds", ""),
          key("provider.verifier.cache_ttl_seconds", ""),
          key("provider.verifier.max_cache_size", ""),
          key("provider.issuer", ""),
          key("provider.authorization_endpoint", ""),
          key("provider.token_endpoint", ""),
          key("provider.userinfo_endpoint", ""),
          key("provider.revocation_endpoint", ""),
          key("provider.identity_claims", ""),
          key("provider.scope_header", ""),
          key("provider.included_scopes", ""),
          key("provider.forward_pkce", "true"),
          key("provider.forward_resource", "false"),
          key("provider.extra_authorize_params", "{}"),
          key("provider.extra_token_params", "{}"),
          key("resources", "[]"),
          key("resources.*.path", ""),
          key("resources.*.backend", ""),
          key("resources.*.required_scopes", "[]"),
          key("resources.*.identity", "headers"),
          key("resources.*.timeout_seconds", "0"),
          key("resources.*.tools", "[]"),
          key("resources.*.filter_tools", "false"),
          key("resources.*.tools.*.name", ""),
          key("resources.*.tools.*.scopes", ""),
          key("resources.*.on_behalf_of.scopes", "[]"),
          key("resources.*.on_behalf_of.audience", ""),
          key("redirect_path", "/auth/callback"),
          key("allowed_client_redirect_uris", "what each client registered"),
          key("valid_scopes", "what the provider and the resources require"),
          key("require_authorization_consent", "true"),
          key("consent_csp_policy", "built in"),
          key("enable_cimd", "true"),
          key("cimd.allowed_hosts", "every public host"),
          key("cimd.blocked_hosts", "[]"),
          key("cimd.allowed_private_hosts", "[]"),
          key("dynamic_client_registration.enabled", "true"),
          key("dynamic_client_registration.client_ids", "stored"),
          key("dynamic_client_registration.unused_client_ttl", "90d"),
          key("dynamic_client_registration.requests_per_minute", "60"),
          key("static_clients", "[]"),
          key("static_clients.*.client_id", ""),
          key("static_clients.*.client_secret", ""),
          key("static_clients.*.client_secret_file", ""),
          key("static_clients.*.redirect_uris", ""),
          key("static_clients.*.name", ""),
          key("static_clients.*.token_endpoint_auth_method", "either way of sending the secret"),
          key("jwt_signing_key", "made: in the keyring, a key file, or for this process alone"),
          key("jwt_signing_key_file", ""),
          key("jwt_signing_algorithm", "HS256"),
          key("access_token_expiry_seconds", "what the provider's token has left"),
          key("refresh_token_expiry_seconds", "what the provider says, else the fallback"),
          key("fallback_access_token_expiry_seconds", "3600, or a year without a refresh token"),
          key("fallback_refresh_token_expiry_seconds", "31536000"),
          key("token_expiry_threshold_seconds", "0"),
          key("refresh_reuse_window_seconds", "60"),
          key("keyring.type", "system"),
          key("client_storage.type", "auto"),
          key("client_storage.path", "the platform's data folder"),
          key("client_storage.url", "redis://127.0.0.1:6379"),
          key("client_storage.url_file", ""),
          key("client_storage.encryption_key", "derived from jwt_signing_key"),
          key("client_storage.encryption_key_file", ""),
          key("client_storage.key_prefix", "oidc-proxy"),
          key("client_storage.wait_replicas", "0"),
          key("client_storage.wait_timeout_seconds", "1"),
          key("scope_hierarchy", "{}"),
          key("scope_descriptions", "{}"),
          key("allow.emails", "everyone the provider lets in"),
          key("allow.domains", "everyone the provider lets in"),
          key("allow.groups", "[]"),
          key("allow.claims", "{}"),
          key("claims", "{}"),
          key("introspection.clients", "[]"),
          key("introspection.clients.*.client_id", ""),
          key("introspection.clients.*.client_secret", ""),
          key("introspection.clients.*.client_secret_file", ""),
          key("introspection.clients.*.jwks", ""),
          key("introspection.clients.*.jwks_uri", ""),
          key("introspection.clients.*.resources", "every resource"),
          key("egress_proxy", ""),
          key("egress_proxy_file", ""),
          key("branding.name", "the host of base_url"),
          key("branding.logo_file", ""),
          key("branding.languages_folder", ""),
          key("branding.pages", "built_in"),
          key("account_page", "true"),
          key("telemetry.log_format", "text"),
          key("telemetry.audit_log", "stderr"),
          later("telemetry.otlp_endpoint", ""));

  private Contract() {}

  /**
   * @param path list indices are {@code *}
   * @param standard what holds when it is absent, in words or as a value; empty: nothing
   * @param off the value that a key of a later version may have already; absent: not a later one
   */
  record Key(String path, String standard, Optional<String> off) {

    boolean isLater() {
      return off.isPresent();
    }

    boolean isOff(String value) {
      return !value.isEmpty() && off.equals(Optional.of(value));
    }
  }

  static List<Key> keys() {
    return KEYS;
  }

  static Optional<Key> find(String path) {
    String form = path.replaceAll("\\.\\d+(?=\\.|$)", ".*");
    return KEYS.stream().filter(key -> key.path().equals(form)).findFirst();
  }

  /** The key that an environment variable stands for, itself or with a name or index below it. */
  static Optional<Key> findVariable(String variable) {
    return KEYS.stream().filter(key -> variable.matches(form(key) + "(_.*)?")).findFirst();
  }

  private static String form(Key key) {
    return Environment.nameOf(key.path().replace("*", "0")).replace("_0_", "_\\d+_");
  }

  private static Key key(String path, String standard) {
    return new Key(path, standard, Optional.empty());
  }

  private static Key later(String path, String off) {
    return new Key(path, "", Optional.of(off));
  }
}
