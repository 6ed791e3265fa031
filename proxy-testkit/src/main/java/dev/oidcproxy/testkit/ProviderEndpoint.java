package dev.oidcproxy.testkit;

/** The endpoints of a {@link FakeProvider}. */
public enum ProviderEndpoint {
  DISCOVERY("/.well-known/openid-configuration"),
  JWKS("/jwks"),
  AUTHORIZATION("/authorize"),
  PUSHED_AUTHORIZATION("/par"),
  TOKEN("/token"),
  USERINFO("/userinfo"),
  REVOCATION("/revoke"),
  INTROSPECTION("/introspect");

  private final String path;

  ProviderEndpoint(String path) {
    this.path = path;
  }

  public String path() {
    return path;
  }
}
