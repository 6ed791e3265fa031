/**
 * What happens to every MCP request before a backend sees it, without a socket: the bearer token is
 * judged, the caller's identity becomes headers, and a session is bound to its owner. A server
 * adapter asks {@link dev.oidcproxy.application.gateway.BearerGate} and moves the bytes.
 */
package dev.oidcproxy.application.gateway;
