package dev.oidcproxy.application;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.account.AccountFlows;
import dev.oidcproxy.application.flow.client.ResolveClient;
import dev.oidcproxy.application.flow.login.AnswerLogin;
import dev.oidcproxy.application.flow.login.CompleteLogin;
import dev.oidcproxy.application.flow.login.ConfirmLogin;
import dev.oidcproxy.application.flow.login.DecideConsent;
import dev.oidcproxy.application.flow.login.LoginEndings;
import dev.oidcproxy.application.flow.login.LoginRules;
import dev.oidcproxy.application.flow.login.StartAuthorization;
import dev.oidcproxy.application.flow.login.UpstreamLogin;
import dev.oidcproxy.application.flow.token.EndGrant;
import dev.oidcproxy.application.flow.token.IdentityGate;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.authorization.AuthorizationRules;
import java.util.Optional;

/** The way of a person from the client's request to the code, and to the account page. */
record LoginFlows(
    StartAuthorization start,
    DecideConsent consent,
    CompleteLogin complete,
    Optional<AccountFlows> account) {

  static LoginFlows of(
      Parts parts,
      AuthorizationRules rules,
      ResolveClient resolve,
      IdentityGate people,
      EndGrant endGrant) {
    ProxySettings settings = parts.settings();
    State state = parts.state();
    Surroundings world = parts.world();
    UpstreamLogin logins = new UpstreamLogin(settings, parts.provider(), world);
    AnswerLogin answers = new AnswerLogin(settings, resolve, state, world);
    ConfirmLogin confirmations =
        new ConfirmLogin(settings, resolve, state, endGrant, answers, world);
    return new LoginFlows(
        new StartAuthorization(settings, resolve, rules, state, logins, world),
        new DecideConsent(settings, resolve, state, logins, confirmations, world),
        new CompleteLogin(
            settings,
            state,
            parts.provider(),
            new LoginRules(parts.scopes(), people),
            new LoginEndings(answers, confirmations),
            world),
        settings.accountPage()
            ? Optional.of(
                AccountFlows.of(
                    state,
                    parts.provider(),
                    new AccountFlows.Shared(logins, resolve, endGrant),
                    world))
            : Optional.empty());
  }
}
