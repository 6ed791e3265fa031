/**
 * Google. What is particular to it is how it is asked for refresh tokens, the two names of its
 * scopes, and Workspace domains. Everything else is the relying party of {@code provider-oidc}.
 */
package dev.oidcproxy.provider.google;
