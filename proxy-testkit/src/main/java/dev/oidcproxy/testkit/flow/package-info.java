/**
 * The flows in a test's hands, without a socket: {@link dev.oidcproxy.testkit.flow.TestProxy} is a
 * proxy in memory, {@link dev.oidcproxy.testkit.flow.TestBrowser} a person's browser, {@link
 * dev.oidcproxy.testkit.flow.TestClient} an MCP client. Time passes when a test says so. They know
 * what is on the wire and nothing of how the proxy is built.
 */
package dev.oidcproxy.testkit.flow;
