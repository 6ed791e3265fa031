/**
 * Tokens and their rules. A secret value is a {@link dev.oidcproxy.domain.value.Secret}, which no
 * log can print; what a token says is a record. {@link dev.oidcproxy.domain.token.RotationPolicy}
 * and {@link dev.oidcproxy.domain.token.TokenLifetimes} are pure functions of facts and time.
 */
package dev.oidcproxy.domain.token;
