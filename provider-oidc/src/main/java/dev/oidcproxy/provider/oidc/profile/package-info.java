/**
 * What differs between providers, as data: what an operator configured, and what a kind of provider
 * does in ways of its own. {@link dev.oidcproxy.provider.oidc.profile.OidcProfile} is all that a
 * provider has to supply. What is done with it is in {@code dev.oidcproxy.provider.oidc}.
 */
package dev.oidcproxy.provider.oidc.profile;
