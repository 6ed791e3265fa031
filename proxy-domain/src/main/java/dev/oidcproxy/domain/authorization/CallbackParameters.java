package dev.oidcproxy.domain.authorization;

import dev.oidcproxy.domain.value.Secret;
import java.util.Optional;

/**
 * The provider's answer as the browser brought it (RFC 6749 section 4.1.2, RFC 9207): untrusted.
 */
public record CallbackParameters(
    Optional<Secret> code,
    Optional<Secret> state,
    Optional<String> issuer,
    Optional<String> error,
    Optional<String> errorDescription) {}
