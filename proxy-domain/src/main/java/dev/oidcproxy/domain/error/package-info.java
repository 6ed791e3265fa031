/**
 * What can go wrong, as types. An {@link dev.oidcproxy.domain.error.OAuthError} is an answer that
 * the protocol defines; the exceptions say who failed: the caller, the identity provider or the
 * store. Nothing here knows an HTTP status.
 */
package dev.oidcproxy.domain.error;
