/**
 * Amazon Cognito. What is particular to it is where its user pools are, access tokens without an
 * audience, and the names of its claims. Everything else is the relying party of {@code
 * provider-oidc}.
 */
package dev.oidcproxy.provider.aws;
