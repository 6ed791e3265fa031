/**
 * A real MCP server on the MCP Java SDK, to stand behind the gateway in the demo. It speaks
 * streamable HTTP with sessions and believes the identity headers of whoever calls it. So it
 * listens on loopback only, and only the proxy is told where.
 */
package dev.oidcproxy.distribution.demo.mcp;
