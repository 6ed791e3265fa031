package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.access.ToolPolicy;
import dev.oidcproxy.domain.port.TokenExchange.Target;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * An MCP server behind the gateway.
 *
 * @param resource its public identifier, the {@code aud} of its tokens
 * @param path where it is served, below the public origin; begins with a slash
 * @param requiredScopes all that a token must carry
 * @param tools what it must carry beyond them to call some of the tools
 * @param timeout of a whole exchange; absent: none, streams stay open
 * @param onBehalfOf what backends get a token for; present with {@link IdentityMode#ON_BEHALF_OF}
 */
public record ProtectedResource(
    Resource resource,
    String path,
    URI backend,
    Set<Scope> requiredScopes,
    IdentityMode identity,
    Optional<Duration> timeout,
    ToolPolicy tools,
    Optional<Target> onBehalfOf) {

  /** One whose backend gets no token of another API. */
  public ProtectedResource(
      Resource resource,
      String path,
      URI backend,
      Set<Scope> requiredScopes,
      IdentityMode identity,
      Optional<Duration> timeout,
      ToolPolicy tools) {
    this(resource, path, backend, requiredScopes, identity, timeout, tools, Optional.empty());
  }

  /** One whose tools all need the same. */
  public ProtectedResource(
      Resource resource,
      String path,
      URI backend,
      Set<Scope> requiredScopes,
      IdentityMode identity,
      Optional<Duration> timeout) {
    this(resource, path, backend, requiredScopes, identity, timeout, ToolPolicy.NONE);
  }
}
