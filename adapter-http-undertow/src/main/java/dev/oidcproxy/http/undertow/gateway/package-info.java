/**
 * The reverse proxy of the MCP resources. What the gate admits is forwarded on the I/O thread it
 * arrived on, to a connection of that thread, so that no lock is ever waited for. Bytes pass as
 * they come, and the end of either side is the end of the other.
 */
package dev.oidcproxy.http.undertow.gateway;
