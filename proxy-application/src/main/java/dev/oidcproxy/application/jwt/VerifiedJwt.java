package dev.oidcproxy.application.jwt;

import java.util.Optional;

/**
 * A JWT with a good signature, at a time at which it holds.
 *
 * @param algorithm its {@code alg}
 * @param type its {@code typ}
 */
public record VerifiedJwt(String algorithm, Optional<String> type, JsonObject claims) {}
