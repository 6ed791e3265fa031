package dev.oidcproxy.provider.oidc.client;

/** Who we are at the provider, and how we prove it. */
public record ClientCredentials(String clientId, ClientAuthentication authentication) {

  /** Whether the provider knows us by the certificate of a connection. */
  public boolean byCertificate() {
    return authentication instanceof ClientAuthentication.MutualTls;
  }
}
