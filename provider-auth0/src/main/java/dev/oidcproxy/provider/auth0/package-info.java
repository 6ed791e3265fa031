/**
 * Auth0. What is particular to it is an API's identifier as audience, organizations, and
 * permissions in place of scopes. Everything else is the relying party of {@code provider-oidc}.
 */
package dev.oidcproxy.provider.auth0;
