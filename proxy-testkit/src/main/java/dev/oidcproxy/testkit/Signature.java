package dev.oidcproxy.testkit;

/** How a {@link FakeProvider} signs its tokens. */
public enum Signature {
  RS256,
  PS256,
  ES256,
  /** A good signature by a key that was never published. */
  UNKNOWN_KEY,
  /** As {@link #UNKNOWN_KEY}, but in the name of the published key. */
  FORGED,
  /** HS256 keyed with the published RSA key: the classic confusion. */
  WITH_THE_PUBLIC_KEY,
  /** {@code alg} none. */
  NONE
}
