package dev.oidcproxy.distribution.demo;

import dev.oidcproxy.distribution.demo.provider.SampleProvider;
import java.net.URI;

/**
 * The configuration of the demo, as anybody's would be written. The client secret in it was made at
 * start and ends with the sample provider.
 */
public record DemoConfiguration(String baseUrl, SampleProvider provider, URI mcpUrl) {

  public String yaml() {
    return """
    base_url: %s
    listen: %s
    management: {listen: "off"}
    provider:
      config_url: "%s"
      client_id: "%s"
      client_secret: "%s"
      required_scopes: [openid, profile, email]
    resources: [{path: /mcp, backend: "%s"}]
    branding: {name: oidc-proxy demo}
    """
        .formatted(
            baseUrl,
            baseUrl.substring("http://".length()),
            provider.configUrl(),
            provider.clientId(),
            provider.clientSecret().reveal(),
            mcpUrl);
  }
}
