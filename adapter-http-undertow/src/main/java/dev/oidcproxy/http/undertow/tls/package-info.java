/**
 * Certificates and keys from PEM files, and the TLS contexts made of them. A server's context shows
 * our certificate to clients. A client's says which certificates backends may show us.
 */
package dev.oidcproxy.http.undertow.tls;
