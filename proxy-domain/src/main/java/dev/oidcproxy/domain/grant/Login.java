package dev.oidcproxy.domain.grant;

/** A completed login at the provider: verified identity and tokens. */
public record Login(Identity identity, UpstreamTokens tokens) {}
