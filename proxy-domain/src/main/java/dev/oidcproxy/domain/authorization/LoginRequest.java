package dev.oidcproxy.domain.authorization;

import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * What one login asks of the provider (OpenID Connect Core section 3.1.2.1), kept until its answer
 * comes.
 *
 * @param callback our redirect URI at the provider
 * @param state {@code <transaction id>.<random>}; the random half exists only once consent was
 *     given
 * @param nonce the ID token must carry it
 * @param codeVerifier our own PKCE pair towards the provider; absent when it is switched off
 * @param scope in our names; the provider's profile translates
 * @param resource the client's resource, for providers that are to hear of it
 */
public record LoginRequest(
    URI callback,
    Secret state,
    Secret nonce,
    Optional<Secret> codeVerifier,
    Set<Scope> scope,
    Optional<String> resource) {}
