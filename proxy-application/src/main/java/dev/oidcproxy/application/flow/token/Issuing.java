package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.application.flow.client.ResolveClient;
import dev.oidcproxy.domain.authorization.AuthorizationRules;

/** What both grants of the token endpoint stand on. */
public record Issuing(
    AuthorizationRules rules,
    TokenIssuer issuer,
    EndGrant endGrant,
    ResolveClient clients,
    UpstreamRefresh upstream) {}
