package dev.oidcproxy.provider.oidc.client;

/** Whom our assertions name as their audience: providers differ in what they take. */
public enum AssertionAudience {
  /** What OpenID Connect Core section 9 says, whichever endpoint the assertion is sent to. */
  TOKEN_ENDPOINT,
  /** What FAPI 2.0 and the successor of RFC 7523 say. */
  ISSUER
}
