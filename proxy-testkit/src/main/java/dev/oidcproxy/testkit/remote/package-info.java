/**
 * An MCP client and its person against proxies that run as processes: {@link
 * dev.oidcproxy.testkit.remote.Wire} carries what {@link dev.oidcproxy.testkit.flow.TestBrowser}
 * and {@link dev.oidcproxy.testkit.remote.RemoteClient} send to whichever node a test chooses. The
 * public URL of the proxy need not be an address, as behind a load balancer. Nothing is
 * short-circuited.
 */
package dev.oidcproxy.testkit.remote;
