package dev.oidcproxy.application;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.crypto.JoseTokenSigner;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.client.ResolveClient;
import dev.oidcproxy.application.flow.token.EndGrant;
import dev.oidcproxy.application.flow.token.IdentityGate;
import dev.oidcproxy.application.flow.token.Issuing;
import dev.oidcproxy.application.flow.token.RedeemCode;
import dev.oidcproxy.application.flow.token.RefreshGrant;
import dev.oidcproxy.application.flow.token.RevokeToken;
import dev.oidcproxy.application.flow.token.RevokeUpstream;
import dev.oidcproxy.application.flow.token.TokenIssuer;
import dev.oidcproxy.application.flow.token.UpstreamRefresh;
import dev.oidcproxy.application.flow.token.VerifyToken;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.authorization.AuthorizationRules;

/** What gives, renews, checks and ends tokens. */
record TokenFlows(
    RedeemCode redeem,
    RefreshGrant refresh,
    RevokeToken revoke,
    VerifyToken verify,
    EndGrant endGrant,
    RevokeUpstream revokeUpstream,
    IdentityGate people) {

  static TokenFlows of(
      Parts parts, AuthorizationRules rules, JoseTokenSigner signer, ResolveClient resolve) {
    ProxySettings settings = parts.settings();
    State state = parts.state();
    Surroundings world = parts.world();
    RevokeUpstream revokeUpstream = new RevokeUpstream(state, parts.provider(), world);
    EndGrant endGrant = new EndGrant(state, revokeUpstream, world);
    IdentityGate people =
        new IdentityGate(settings.allowed(), settings.claims(), endGrant, world.events());
    UpstreamRefresh upstream = new UpstreamRefresh(state, parts.provider(), people, world);
    Issuing issuing =
        new Issuing(rules, new TokenIssuer(settings, signer, world), endGrant, resolve, upstream);
    return new TokenFlows(
        new RedeemCode(settings, state, issuing, world),
        new RefreshGrant(settings, state, issuing, world),
        new RevokeToken(state, signer, endGrant),
        new VerifyToken(settings, state, signer, upstream, world),
        endGrant,
        revokeUpstream,
        people);
  }
}
