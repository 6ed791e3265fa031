/**
 * An MCP server in Java with the proxy inside: one process, one port. {@code GreetingTools} is the
 * server, {@code ProxyFilter} what stands before it, and {@code GreetingServer} puts both together.
 * A tool finds its verified caller in the context of the call.
 */
package com.example.mcp;
