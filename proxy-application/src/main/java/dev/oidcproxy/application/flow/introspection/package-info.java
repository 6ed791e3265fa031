/**
 * What a server outside the gateway may ask (RFC 7662): is this token good, now? Only servers from
 * the configuration are answered, each about its own resources. The store is read every time, so a
 * revocation holds at once.
 */
package dev.oidcproxy.application.flow.introspection;
