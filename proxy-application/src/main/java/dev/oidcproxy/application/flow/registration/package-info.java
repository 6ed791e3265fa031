/**
 * What a client may do with its own registration (RFC 7592): look at it, change it, end it. It
 * proves itself with the registration access token, of which only the hash is kept. Every failed
 * proof looks the same, whether there is such a client or not.
 */
package dev.oidcproxy.application.flow.registration;
