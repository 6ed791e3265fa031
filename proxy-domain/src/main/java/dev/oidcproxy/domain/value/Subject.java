package dev.oidcproxy.domain.value;

/**
 * Who somebody is, and nothing else: the provider's {@code sub}, which is unique for its issuer
 * only (OpenID Connect Core section 2).
 */
public record Subject(String issuer, String id) {}
