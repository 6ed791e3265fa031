package dev.oidcproxy.application.config;

import dev.oidcproxy.application.branding.Branding;
import dev.oidcproxy.domain.access.AllowedIdentities;
import dev.oidcproxy.domain.access.ScopeHierarchy;
import dev.oidcproxy.domain.claim.ClaimMapping;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.RedirectPolicy;
import dev.oidcproxy.domain.token.TokenLifetimes;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the proxy itself is told, checked and with every default filled in.
 *
 * @param issuer the OAuth identity, byte for byte
 * @param baseUrl where the endpoints are; no trailing slash
 * @param resourceBaseUrl below which resources are advertised; no trailing slash
 * @param redirectPath where the provider sends the browser back, below {@code baseUrl}
 * @param validScopes what clients may ask for; absent: what the provider requires
 * @param accountPage whether people can see which apps act for them
 * @param protectedResources the MCP servers behind the gateway; their scopes without the provider's
 * @param introspectionClients servers that may ask about tokens
 * @param claims what of the provider's claims goes into tokens and to backends
 * @param scopeDescriptions what pages say in place of a scope
 */
public record ProxySettings(
    String issuer,
    String baseUrl,
    String resourceBaseUrl,
    String redirectPath,
    Branding branding,
    Optional<String> serviceDocumentationUrl,
    Optional<Set<Scope>> validScopes,
    List<ProtectedResource> protectedResources,
    RedirectPolicy redirects,
    ConsentSettings consent,
    boolean accountPage,
    RegistrationSettings registration,
    ClientDocumentSettings clientDocuments,
    List<Client> staticClients,
    List<ResourceServer> introspectionClients,
    TokenLifetimes lifetimes,
    Duration refreshReuseWindow,
    AllowedOrigins allowedOrigins,
    ScopeHierarchy scopeHierarchy,
    AllowedIdentities allowed,
    ClaimMapping claims,
    Map<Scope, String> scopeDescriptions,
    Optional<EgressProxy> egressProxy) {

  /**
   * @param contentSecurityPolicy of the consent page; absent: built in; empty text: none
   */
  public record ConsentSettings(ConsentMode mode, Optional<String> contentSecurityPolicy) {}

  /** When a person is asked before a client gets anything. */
  public enum ConsentMode {
    /** At every authorization. */
    ALWAYS,
    /** Unless the same person approved the same in the same browser before. */
    REMEMBER,
    /** Not by us: the operator vouches that somebody else asks, for each client. */
    EXTERNAL,
    /** Never. */
    NEVER
  }

  /**
   * @param unusedClientTtl how long a stored registration lives that nobody signs in with
   * @param requestsPerMinute how many new ones of the same metadata are taken from one address
   */
  public record RegistrationSettings(
      boolean enabled, ClientIds clientIds, Duration unusedClientTtl, int requestsPerMinute) {}

  /**
   * Clients whose id is the URL of their metadata.
   *
   * @param allowedHosts whose documents are fetched, in lower case; {@code *.example.com} is any
   *     depth below; absent: any host's
   * @param blockedHosts whose documents are not, nor those of any host below
   * @param allowedPrivateHosts hosts that may have private addresses
   */
  public record ClientDocumentSettings(
      boolean enabled,
      Optional<List<String>> allowedHosts,
      List<String> blockedHosts,
      List<String> allowedPrivateHosts) {

    /** Whether anything may be fetched from a host, given in lower case. */
    public boolean trusts(String host) {
      return blockedHosts.stream().noneMatch(b -> host.equals(b) || host.endsWith("." + b))
          && allowedHosts.map(a -> a.stream().anyMatch(h -> matches(h, host))).orElse(true);
    }

    private static boolean matches(String pattern, String host) {
      return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
    }
  }

  /** Where a registration is kept. */
  public enum ClientIds {
    /** In the store, under a short id. */
    STORED,
    /** In the client id itself, sealed: nothing is stored, and nothing ends while the key stays. */
    STATELESS
  }

  /**
   * Browser origins that may call MCP endpoints.
   *
   * @param anyLoopback whether every loopback origin may too, which only makes sense on loopback
   */
  public record AllowedOrigins(Set<String> origins, boolean anyLoopback) {}

  /** Our redirect URI at the provider: the one to register there. */
  public URI callback() {
    return URI.create(baseUrl + redirectPath);
  }

  /** Whether browsers reach us by https, which decides the safety of cookies. */
  public boolean https() {
    return baseUrl.startsWith("https://");
  }

  static List<Resource> resources(String issuer, List<ProtectedResource> all) {
    return all.isEmpty()
        ? List.of(new Resource(issuer))
        : all.stream().map(ProtectedResource::resource).toList();
  }

  /** What tokens can be for: the protected resources or, without any, the issuer. */
  public List<Resource> resources() {
    return resources(issuer, protectedResources);
  }
}
