package dev.oidcproxy.provider.oidc.profile;

import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.ProviderClaims;

/** Who it is, and what that was made of. */
public record Person(Identity identity, ProviderClaims claims) {}
