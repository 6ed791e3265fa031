package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.endpoint.registration.ClientConfigurationEndpoint;
import dev.oidcproxy.application.endpoint.registration.RegistrationEndpoint;
import dev.oidcproxy.application.flow.DescribeServer;
import dev.oidcproxy.application.flow.account.AccountFlows;
import dev.oidcproxy.application.flow.client.AuthenticateClient;
import dev.oidcproxy.application.flow.client.RegisterClient;
import dev.oidcproxy.application.flow.login.CompleteLogin;
import dev.oidcproxy.application.flow.login.DecideConsent;
import dev.oidcproxy.application.flow.login.StartAuthorization;
import dev.oidcproxy.application.flow.token.RedeemCode;
import dev.oidcproxy.application.flow.token.RefreshGrant;
import dev.oidcproxy.application.flow.token.RevokeToken;
import dev.oidcproxy.application.http.Cookies;
import dev.oidcproxy.application.http.Route;
import dev.oidcproxy.application.page.AccountPages;
import dev.oidcproxy.application.page.Pages;
import dev.oidcproxy.domain.port.Entropy;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The flows behind their endpoints. */
public final class AuthorizationServer {

  private final List<Route> routes;

  public AuthorizationServer(
      ProxySettings settings,
      Flows flows,
      Browser browser,
      Supplier<Map<String, Object>> jwks,
      String providerName) {
    BrowserCookies cookies = new BrowserCookies(browser.cookies(), browser.entropy());
    StepResponses steps = new StepResponses(settings, browser.pages(), cookies, providerName);
    Optional<AccountEndpoint> account =
        flows.account().map(f -> account(settings, f, steps, browser, cookies));
    ClientAuthenticator clients = new ClientAuthenticator(flows.authenticate());
    this.routes =
        new EndpointRoutes(settings)
            .table(
                new EndpointRoutes.Endpoints(
                    new AuthorizationEndpoint(flows.start(), steps, cookies),
                    new ConsentEndpoint(flows.consent(), steps, cookies, origin(settings)),
                    new CallbackEndpoint(flows.complete(), steps, cookies, account),
                    new TokenEndpoint(clients, flows.redeem(), flows.refresh()),
                    new RegistrationEndpoint(flows.register(), settings.baseUrl()),
                    new ClientConfigurationEndpoint(flows.registrations(), settings.baseUrl()),
                    new RevocationEndpoint(clients, flows.revoke()),
                    new IntrospectionEndpoint(flows.introspection()),
                    account),
                flows.describe(),
                jwks);
  }

  /** Every flow that an endpoint asks. */
  public record Flows(
      RegisterClient register,
      ClientConfigurationEndpoint.Flows registrations,
      AuthenticateClient authenticate,
      StartAuthorization start,
      DecideConsent consent,
      CompleteLogin complete,
      RedeemCode redeem,
      RefreshGrant refresh,
      RevokeToken revoke,
      IntrospectionEndpoint.Flows introspection,
      DescribeServer describe,
      Optional<AccountFlows> account) {}

  /** What endpoints need that talk to a person. */
  public record Browser(Pages pages, Cookies cookies, Entropy entropy) {}

  public List<Route> routes() {
    return routes;
  }

  private static AccountEndpoint account(
      ProxySettings settings,
      AccountFlows flows,
      StepResponses steps,
      Browser browser,
      BrowserCookies bindings) {
    return new AccountEndpoint(
        flows,
        new AccountPages(browser.pages(), settings.baseUrl() + AccountEndpoint.PATH),
        steps,
        new AccountEndpoint.Browsers(bindings, browser.cookies(), origin(settings)),
        settings.baseUrl());
  }

  /** As a browser writes it: scheme and host in lower case, no default port. */
  private static String origin(ProxySettings settings) {
    URI base = URI.create(settings.baseUrl());
    int standard = settings.https() ? 443 : 80;
    String port = base.getPort() == -1 || base.getPort() == standard ? "" : ":" + base.getPort();
    return (base.getScheme() + "://" + base.getHost() + port).toLowerCase(Locale.ROOT);
  }
}
