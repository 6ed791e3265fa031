package dev.oidcproxy.application;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.crypto.KeyMaterial;
import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.port.IdentityProvider;

/** What the flows are assembled from; no flow ever sees it. */
record Parts(
    ProxySettings settings,
    IdentityProvider provider,
    State state,
    SigningSettings signing,
    KeyMaterial material,
    Surroundings world) {

  Scopes scopes() {
    return Scopes.of(settings, provider.requiredScopes());
  }
}
