package dev.oidcproxy.domain.token;

import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A successful answer of the token endpoint (RFC 6749 section 5.1); there is no refresh token when
 * the provider gave none.
 */
public record TokenResponse(
    Secret accessToken, Duration expiresIn, Optional<Secret> refreshToken, Set<Scope> scope) {}
