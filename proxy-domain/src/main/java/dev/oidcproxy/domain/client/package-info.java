/**
 * Clients and where they may be sent. {@link dev.oidcproxy.domain.client.ClientMetadata} is what a
 * client says of itself (RFC 7591), {@link dev.oidcproxy.domain.client.Client} what we keep of it.
 * Redirect URIs are compared as strings (RFC 8252 frees the loopback port, nothing else).
 */
package dev.oidcproxy.domain.client;
