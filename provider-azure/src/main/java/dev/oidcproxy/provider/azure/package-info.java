/**
 * Microsoft Entra ID, B2C and External ID. What is particular to them is an issuer per tenant,
 * scopes that carry the name of their API, and errors with numbers. Everything else is the relying
 * party of {@code provider-oidc}.
 */
package dev.oidcproxy.provider.azure;
