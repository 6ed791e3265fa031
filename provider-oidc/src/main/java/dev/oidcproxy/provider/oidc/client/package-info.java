/**
 * How we prove to the provider who we are: a secret, a JWT that we sign, one that the platform
 * gives us, or a certificate. {@link dev.oidcproxy.provider.oidc.client.ClientCredentials} says
 * what was configured, and {@link dev.oidcproxy.provider.oidc.client.ClientAuthenticator} does it,
 * anew for each request. Nothing here is about tokens of people.
 */
package dev.oidcproxy.provider.oidc.client;
