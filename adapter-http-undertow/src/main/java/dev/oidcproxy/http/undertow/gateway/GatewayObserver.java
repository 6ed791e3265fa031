package dev.oidcproxy.http.undertow.gateway;

import dev.oidcproxy.application.config.ProtectedResource;

/** Hears of every MCP request that was answered; on the I/O thread, so it must be quick. */
@FunctionalInterface
public interface GatewayObserver {

  /** Hears nothing. */
  GatewayObserver NONE = (resource, status, startNanos) -> {};

  /**
   * The exchange is over: answered whole, or cut.
   *
   * @param status what the client was told
   * @param startNanos when the request's headers were complete, as {@code System.nanoTime()}
   */
  void answered(ProtectedResource resource, int status, long startNanos);
}
