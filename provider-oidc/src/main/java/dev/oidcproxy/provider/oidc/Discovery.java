package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.application.outbound.Fetched;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.PlainOAuth;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/** The provider's metadata, fetched when first needed and renewed every hour, or as configured. */
final class Discovery {

  private final OidcProfile profile;
  private final ProviderHttp http;
  private final Fetched<ProviderMetadata> metadata;

  Discovery(OidcProfile profile, ProviderHttp http, InstantSource clock) {
    this.profile = profile;
    this.http = http;
    this.metadata = new Fetched<>(this::fetch, clock);
  }

  /**
   * @throws UpstreamException.Unavailable when there is none, not even an old one
   */
  ProviderMetadata metadata() {
    return metadata.current();
  }

  /** Where the signing keys are. */
  URI keys() {
    return metadata()
        .jwksUri()
        .orElseThrow(
            () -> new UpstreamException.Unavailable("the discovery document names no jwks_uri"));
  }

  private ProviderMetadata fetch() {
    JsonObject document =
        profile
            .plain()
            .map(PlainOAuth::discovered)
            .orElseGet(
                () -> http.get(profile.settings().configUrl(), Map.of(), "the discovery document"));
    return ProviderMetadata.read(document, profile);
  }
}
