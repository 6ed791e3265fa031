/**
 * Ways to check the provider's access tokens in place of its profile: as JWTs, by introspection, by
 * the userinfo endpoint. Each is chosen by {@code provider.token_verifier} and reads {@code
 * provider.verifier}. What they share is here for verifiers of other providers too.
 */
package dev.oidcproxy.provider.oidc.verifier;
