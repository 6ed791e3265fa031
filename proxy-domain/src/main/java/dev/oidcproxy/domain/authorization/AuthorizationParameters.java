package dev.oidcproxy.domain.authorization;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An authorization request as a stranger sent it (RFC 6749 section 4.1.1, RFC 7636, RFC 8707). An
 * empty parameter counts as absent (RFC 6749 section 3.1).
 *
 * @param repeated names that came more than once, but for the resource, which may
 */
public record AuthorizationParameters(
    Optional<String> clientId,
    Optional<String> redirectUri,
    Optional<String> responseType,
    Optional<String> codeChallenge,
    Optional<String> codeChallengeMethod,
    Optional<String> scope,
    Optional<String> state,
    List<String> resources,
    Set<String> repeated) {}
