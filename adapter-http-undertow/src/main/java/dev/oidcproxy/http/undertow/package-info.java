/**
 * An HTTP server for the routes and the MCP gateway, on Undertow. {@link
 * dev.oidcproxy.http.undertow.UndertowServer} is what a program starts and stops, {@link
 * dev.oidcproxy.http.undertow.UndertowSettings} what it is told. The packages below are its parts;
 * what they have public is for each other.
 */
package dev.oidcproxy.http.undertow;
