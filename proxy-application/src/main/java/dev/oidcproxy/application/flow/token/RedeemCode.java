package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.client.ResolveClient;
import dev.oidcproxy.application.state.Attempts;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.authorization.AuthorizationRules;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.grant.CodeRedemption;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.Redemption;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.token.TokenLifetimes;
import dev.oidcproxy.domain.token.TokenResponse;
import java.time.Instant;
import java.util.List;

/**
 * The authorization code grant (RFC 6749 section 4.1.3). The compare-and-set of the grant is the
 * single-use gate: of any number of redemptions one gets through, and the others are replays, which
 * end the grant (section 4.1.2).
 */
public final class RedeemCode {

  private final State state;
  private final AuthorizationRules rules;
  private final TokenIssuer issuer;
  private final EndGrant endGrant;
  private final ResolveClient clients;
  private final TokenLifetimes lifetimes;
  private final Surroundings world;

  public RedeemCode(ProxySettings settings, State state, Issuing issuing, Surroundings world) {
    this.lifetimes = settings.lifetimes();
    this.state = state;
    this.rules = issuing.rules();
    this.issuer = issuing.issuer();
    this.endGrant = issuing.endGrant();
    this.clients = issuing.clients();
    this.world = world;
  }

  /**
   * Tokens for a code.
   *
   * @param resources what the client asks for anew (RFC 8707 section 2.2); none is what it was
   *     authorized for
   * @throws OAuthException {@code invalid_grant} or {@code invalid_target}
   */
  public TokenResponse redeem(CodeRedemption request, List<String> resources) {
    Attempts attempts = new Attempts();
    while (true) {
      attempts.next();
      Instant now = world.clock().instant();
      Stored<Grant> stored =
          state
              .grants()
              .find(request.code().grant().value())
              .filter(g -> !g.value().expired(now))
              .orElseThrow(RedeemCode::unknown);
      Grant grant = stored.value();
      if (grant.proves(request.code())) {
        TargetCheck.check(rules, grant, resources);
      }
      switch (grant.redeem(request, now)) {
        case Redemption.Replayed replayed -> {
          endGrant.end(grant, ProxyEvent.Reason.CODE_REPLAYED);
          throw unknown();
        }
        case Redemption.Redeemed redeemed -> {
          Grant next = redeemed.next().until(lifetimes.grantExpiry(grant.upstream(), now));
          // All that can fail comes before the code is used up: a client that is told to try again
          // must find it good.
          clients.renew(next.client(), next.expiresAt());
          state.subjects().renew(grant, next);
          TokenResponse response = issuer.issue(next, 0, next.scope());
          if (state.grants().replace(stored, next, next.expiresAt())) {
            world.events().on(new ProxyEvent.CodeRedeemed(next.client(), next.id()));
            return response;
          }
        }
      }
    }
  }

  private static OAuthException unknown() {
    return new OAuthException(new OAuthError.InvalidGrant("the authorization code is not valid"));
  }
}
