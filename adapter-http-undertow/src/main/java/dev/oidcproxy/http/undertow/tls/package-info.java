/**
 * The TLS contexts that are made of certificates and keys. A server's context shows our certificate
 * to clients. A client's says which certificates backends may show us.
 */
package dev.oidcproxy.http.undertow.tls;
