package dev.oidcproxy.application.jwt;

/**
 * A JWT with a good signature, at a time at which it holds.
 *
 * @param algorithm its {@code alg}
 */
public record VerifiedJwt(String algorithm, JsonObject claims) {}
