/**
 * The relying party that speaks OpenID Connect to an identity provider. What differs between
 * providers is data; the exchange itself is written once. It is itself the provider named {@code
 * oidc}.
 */
package dev.oidcproxy.provider.oidc;
