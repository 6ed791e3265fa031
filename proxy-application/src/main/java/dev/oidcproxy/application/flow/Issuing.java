package dev.oidcproxy.application.flow;

import dev.oidcproxy.domain.authorization.AuthorizationRules;

/** What both grants of the token endpoint stand on. */
public record Issuing(
    AuthorizationRules rules,
    TokenIssuer issuer,
    EndGrant endGrant,
    ResolveClient clients,
    UpstreamRefresh upstream) {}
