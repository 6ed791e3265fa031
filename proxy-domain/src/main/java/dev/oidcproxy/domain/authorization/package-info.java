/**
 * From an untrusted request to a trusted one. {@link
 * dev.oidcproxy.domain.authorization.AuthorizationRules} checks in the order of RFC 6749, and only
 * a {@link dev.oidcproxy.domain.authorization.ReturnAddress}, which exists only after the redirect
 * URI was matched, can carry an answer by redirect. A {@link
 * dev.oidcproxy.domain.authorization.Transaction} is one person's way through it in one browser.
 */
package dev.oidcproxy.domain.authorization;
