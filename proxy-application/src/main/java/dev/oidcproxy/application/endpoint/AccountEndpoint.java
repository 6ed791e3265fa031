package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.flow.account.AccountFlows;
import dev.oidcproxy.application.flow.account.AccountStep;
import dev.oidcproxy.application.flow.account.CompleteAccount;
import dev.oidcproxy.application.flow.account.ConnectedApp;
import dev.oidcproxy.application.flow.account.ListApps;
import dev.oidcproxy.application.flow.login.AuthorizationStep;
import dev.oidcproxy.application.http.Cookies;
import dev.oidcproxy.application.http.Endpoint;
import dev.oidcproxy.application.http.FetchMetadata;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.application.page.AccountPages;
import dev.oidcproxy.application.page.AccountView;
import dev.oidcproxy.application.state.Accounts.AccountSession;
import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.authorization.TransactionId;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Secret;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET|POST /account/apps}: which apps act for whoever signs in, and the end of that. A
 * change counts only with the token of the session that the browser's cookie names.
 */
final class AccountEndpoint implements Endpoint {

  static final String PATH = "/account/apps";

  private static final Logger LOG = LoggerFactory.getLogger(AccountEndpoint.class);
  private static final String SESSION = "oidc-proxy-account";

  private final AccountFlows flows;
  private final AccountPages pages;
  private final StepResponses steps;
  private final Browsers browsers;
  private final String baseUrl;

  /** What is known of the browser. */
  record Browsers(BrowserCookies bindings, Cookies cookies, String origin) {}

  AccountEndpoint(
      AccountFlows flows,
      AccountPages pages,
      StepResponses steps,
      Browsers browsers,
      String baseUrl) {
    this.flows = flows;
    this.pages = pages;
    this.steps = steps;
    this.browsers = browsers;
    this.baseUrl = baseUrl;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    return steps.toPerson(
        request,
        () -> {
          Optional<Secret> cookie = browsers.cookies().read(request, SESSION).map(Secret::of);
          Optional<AccountSession> session = flows.session().find(cookie);
          if (request.method().equals("POST")) {
            return session
                .filter(s -> genuine(request, s))
                .map(s -> change(request, cookie.orElseThrow(), s))
                .orElseGet(() -> pages.in(request).unchanged(request.requestId()));
          }
          return session
              .map(s -> page(request, s, flows.apps().list(s.subject()), Optional.empty()))
              .orElseGet(() -> signIn(request));
        });
  }

  /** The answer to a callback, when it is one to a login of ours. */
  Optional<HttpResponse> callback(
      HttpRequest request, TransactionId id, CallbackParameters answer) {
    return flows
        .complete()
        .complete(id, browsers.bindings().binding(request, id), answer)
        .map(step -> response(request, step));
  }

  private HttpResponse response(HttpRequest request, AccountStep step) {
    return switch (step) {
      case AccountStep.SignIn signIn ->
          browsers
              .bindings()
              .bind(request, away(signIn.location().toString()), signIn.login(), signIn.cookie());
      case AccountStep.SignedIn in ->
          away(baseUrl + PATH)
              .with(
                  "Set-Cookie",
                  browsers.cookies().set(SESSION, in.session().reveal(), CompleteAccount.SESSION));
      case AccountStep.Refused refused -> {
        LOG.info("{} {}: {}", request.method(), request.path(), refused.reason());
        yield pages.in(request).refused(request.requestId());
      }
      case AccountStep.WrongBrowser wrong ->
          steps.response(request, new AuthorizationStep.WrongBrowser());
      case AccountStep.Expired expired -> steps.response(request, new AuthorizationStep.Expired());
    };
  }

  private HttpResponse signIn(HttpRequest request) {
    return response(request, flows.start().start(AddressPrefix.of(request.clientAddress())));
  }

  private static HttpResponse away(String location) {
    return HttpResponse.redirect(302, location).with("Referrer-Policy", "no-referrer").noStore();
  }

  private boolean genuine(HttpRequest request, AccountSession session) {
    return new FetchMetadata(request).mayComeFrom(browsers.origin())
        && request.form().first("csrf").map(Secret::of).filter(session.csrf()::equals).isPresent();
  }

  private HttpResponse change(HttpRequest request, Secret cookie, AccountSession session) {
    Parameters form = request.form();
    if (form.first("action").equals(Optional.of("sign-out"))) {
      flows.end().end(cookie);
      return pages.in(request).signedOut().with("Set-Cookie", browsers.cookies().clear(SESSION));
    }
    ListApps.Found found = flows.apps().list(session.subject());
    Optional<ConnectedApp> removed =
        form.first("client")
            .flatMap(
                id -> found.apps().stream().filter(app -> app.id().value().equals(id)).findFirst());
    removed.ifPresent(app -> flows.disconnect().disconnect(session.subject(), app.id()));
    return page(request, session, removed.map(found::without).orElse(found), removed);
  }

  private HttpResponse page(
      HttpRequest request,
      AccountSession session,
      ListApps.Found found,
      Optional<ConnectedApp> removed) {
    return pages
        .in(request)
        .apps(
            new AccountView(
                session.name(),
                found.apps().stream().map(AccountEndpoint::shown).toList(),
                found.complete(),
                removed.map(AccountEndpoint::shown),
                new AccountView.Form(baseUrl + PATH, session.csrf().reveal())));
  }

  private static AccountView.App shown(ConnectedApp app) {
    return new AccountView.App(
        app.id().value(),
        app.id().documentHost().filter(host -> !configured(app)),
        app.client().map(Client::displayName),
        configured(app),
        app.client().map(client -> client.metadata().redirectUris()).orElse(List.of()),
        app.scope(),
        app.resources().stream().map(Resource::identifier).toList(),
        new AccountView.Days(day(app.since()), day(app.lastUsed())));
  }

  private static boolean configured(ConnectedApp app) {
    return app.client().filter(c -> c.origin() == Client.Origin.CONFIGURED).isPresent();
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
