/**
 * JWTs between us and others: keys that are fetched (RFC 7517), signatures and times that are
 * verified (RFC 7515, 7519), and assertions of ours that are signed (RFC 7523). Whom a token is
 * from and for is judged by whoever expects it. A published key is never a secret: symmetric
 * algorithms need one that was given as such.
 */
package dev.oidcproxy.application.jwt;
