package dev.oidcproxy.domain.grant;

/**
 * A completed login at the provider: verified identity and tokens.
 *
 * @param claims what the identity was made of
 */
public record Login(Identity identity, UpstreamTokens tokens, ProviderClaims claims) {

  /** Of a provider that says no more than the identity. */
  public Login(Identity identity, UpstreamTokens tokens) {
    this(identity, tokens, ProviderClaims.NONE);
  }
}
