/**
 * HTTP without a socket: requests, responses and a table of routes as plain values. An adapter
 * turns its server's exchange into an {@link dev.oidcproxy.application.http.HttpRequest}, asks
 * {@link dev.oidcproxy.application.http.Routes} and writes what comes back. All rules that hold for
 * every endpoint (methods, CORS, error bodies, request ids) live here, once.
 */
package dev.oidcproxy.application.http;
