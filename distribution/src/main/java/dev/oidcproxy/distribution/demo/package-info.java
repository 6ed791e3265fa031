/**
 * The main job with nothing to configure: a sample provider, a sample MCP server and the proxy
 * between them. Everything here listens on loopback addresses only and forgets all when it ends.
 * Only the demo command starts any of it.
 */
package dev.oidcproxy.distribution.demo;
