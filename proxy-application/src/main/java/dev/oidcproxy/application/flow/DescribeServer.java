package dev.oidcproxy.application.flow;

import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.ResourceServer;
import dev.oidcproxy.application.jwt.Algorithms;
import dev.oidcproxy.domain.client.ClientAuthentication.PrivateKey;
import dev.oidcproxy.domain.client.ClientAuthentication.SecretHash;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The two metadata documents (RFC 8414, RFC 9728). What is switched off is not in them: clients
 * choose by them.
 */
public final class DescribeServer {

  private static final List<String> AUTH_METHODS =
      List.of("none", "client_secret_basic", "client_secret_post");

  private final ProxySettings settings;
  private final Scopes scopes;
  private final List<String> idTokenAlgorithms;

  public DescribeServer(ProxySettings settings, Scopes scopes) {
    this.settings = settings;
    this.scopes = scopes;
    // We issue no ID token; the strict OpenID schema of some clients demands the field.
    this.idTokenAlgorithms = List.of("RS256");
  }

  /** Authorization server metadata (RFC 8414 section 2). */
  public Map<String, Object> authorizationServer() {
    String base = settings.baseUrl();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", settings.issuer());
    document.put("authorization_endpoint", base + "/authorize");
    document.put("token_endpoint", base + "/token");
    if (settings.registration().enabled()) {
      document.put("registration_endpoint", base + "/register");
    }
    document.put("revocation_endpoint", base + "/revoke");
    document.put("jwks_uri", base + "/jwks.json");
    document.put(
        "scopes_supported", names(Scope.union(scopes.valid(), Set.of(Scope.OFFLINE_ACCESS))));
    document.put("response_types_supported", List.of("code"));
    document.put("response_modes_supported", List.of("query"));
    document.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", idTokenAlgorithms);
    describeAuthentication(document, "token_endpoint");
    describeAuthentication(document, "revocation_endpoint");
    describeIntrospection(document);
    document.put("code_challenge_methods_supported", List.of("S256"));
    document.put("client_id_metadata_document_supported", settings.clientDocuments().enabled());
    document.put("authorization_response_iss_parameter_supported", true);
    settings.serviceDocumentationUrl().ifPresent(u -> document.put("service_documentation", u));
    return document;
  }

  /** Protected resource metadata (RFC 9728 section 2). */
  public Map<String, Object> protectedResource(ProtectedResource resource) {
    Resource id = resource.resource();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("resource", id.identifier());
    document.put("authorization_servers", List.of(settings.issuer()));
    document.put("scopes_supported", names(scopes.supported(id)));
    document.put("bearer_methods_supported", List.of("header"));
    document.put("resource_name", settings.branding().name());
    return document;
  }

  /** Only clients with a metadata document have keys, so without these nobody signs assertions. */
  private void describeAuthentication(Map<String, Object> document, String endpoint) {
    boolean assertions = settings.clientDocuments().enabled();
    List<String> methods = new ArrayList<>(AUTH_METHODS);
    if (assertions) {
      methods.add("private_key_jwt");
    }
    document.put(endpoint + "_auth_methods_supported", methods);
    if (assertions) {
      document.put(endpoint + "_auth_signing_alg_values_supported", Algorithms.CLIENT_ASSERTIONS);
    }
  }

  private void describeIntrospection(Map<String, Object> document) {
    List<ResourceServer> servers = settings.introspectionClients();
    if (servers.isEmpty()) {
      return;
    }
    List<String> methods = new ArrayList<>();
    if (servers.stream().anyMatch(s -> s.authentication() instanceof SecretHash)) {
      methods.addAll(List.of("client_secret_basic", "client_secret_post"));
    }
    if (servers.stream().anyMatch(s -> s.authentication() instanceof PrivateKey)) {
      methods.add("private_key_jwt");
      document.put(
          "introspection_endpoint_auth_signing_alg_values_supported", Algorithms.CLIENT_ASSERTIONS);
    }
    document.put("introspection_endpoint", settings.baseUrl() + "/introspect");
    document.put("introspection_endpoint_auth_methods_supported", methods);
  }

  private static List<String> names(Set<Scope> scopes) {
    return scopes.stream().map(Scope::value).toList();
  }
}
