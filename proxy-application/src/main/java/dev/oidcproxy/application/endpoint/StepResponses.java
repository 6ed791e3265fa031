package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.login.AuthorizationStep;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.application.page.ClientTraits;
import dev.oidcproxy.application.page.ConsentView;
import dev.oidcproxy.application.page.Pages;
import dev.oidcproxy.domain.authorization.TransactionId;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the browser gets for each step of an authorization: a redirect or a page. */
final class StepResponses {

  private static final Logger LOG = LoggerFactory.getLogger(StepResponses.class);

  private final ProxySettings settings;
  private final Pages pages;
  private final BrowserCookies cookies;
  private final String providerName;

  StepResponses(ProxySettings settings, Pages pages, BrowserCookies cookies, String providerName) {
    this.settings = settings;
    this.pages = pages;
    this.cookies = cookies;
    this.providerName = providerName;
  }

  /** Takes the step; what stands in its way becomes a page, because a person is looking. */
  HttpResponse respond(HttpRequest request, Supplier<AuthorizationStep> step) {
    return toPerson(request, () -> response(request, step.get()));
  }

  /** As {@link #respond}, for an answer that is none of its steps. */
  HttpResponse toPerson(HttpRequest request, Supplier<HttpResponse> answer) {
    try {
      return answer.get();
    } catch (UpstreamException e) {
      LOG.warn("{} {}: {}", request.method(), request.path(), e.getMessage());
      return pages.in(request).providerDown(request.requestId());
    } catch (StoreException e) {
      LOG.warn("{} {}: the store did not answer", request.method(), request.path(), e);
      return pages.in(request).busy(request.requestId());
    } catch (OAuthException e) {
      return unreadable(request, e);
    } catch (RuntimeException e) {
      return failed(request, e);
    }
  }

  HttpResponse response(HttpRequest request, AuthorizationStep step) {
    return switch (step) {
      case AuthorizationStep.Begun begun -> begun(request, begun);
      case AuthorizationStep.AskConsent ask -> consentPage(request, ask);
      case AuthorizationStep.SignIn signIn -> go(request, signIn.location().toString());
      case AuthorizationStep.Confirm confirm ->
          HttpResponse.redirect(302, consentUrl(confirm.transaction())).noStore();
      case AuthorizationStep.Answer answer -> {
        HttpResponse forward = go(request, answer.location());
        yield answer.remembered().map(id -> cookies.remember(forward, id)).orElse(forward);
      }
      case AuthorizationStep.Refuse refuse -> refuse(request, refuse);
      case AuthorizationStep.RefuseHere refuse -> {
        logged(request, "refused: " + refuse.error().description());
        yield pages.in(request).error(400, refuse.error().description(), request.requestId());
      }
      case AuthorizationStep.UnknownClient unknown -> unknownClient(request);
      case AuthorizationStep.WrongBrowser wrong -> {
        logged(request, "the browser is not the one that began, or lost its cookie");
        yield pages.in(request).wrongBrowser(request.requestId());
      }
      case AuthorizationStep.Expired expired -> {
        logged(request, "no such transaction, or its time is over");
        yield pages.in(request).expired(request.requestId());
      }
      case AuthorizationStep.AlreadySignedIn again ->
          pages.in(request).alreadySignedIn(request.requestId());
    };
  }

  /** Programs get JSON, as from every endpoint. */
  private HttpResponse unreadable(HttpRequest request, OAuthException e) {
    if (!request.prefersHtml()) {
      throw e;
    }
    logged(request, "refused: " + e.error().code() + ": " + e.error().description());
    if (e.error() instanceof OAuthError.TooManyRequests tooMany) {
      return pages.in(request).tooMany(tooMany.retryAfter(), request.requestId());
    }
    return pages.in(request).error(400, e.error().description(), request.requestId());
  }

  private HttpResponse failed(HttpRequest request, RuntimeException e) {
    if (!request.prefersHtml()) {
      throw e;
    }
    LOG.error("{} {} failed", request.method(), request.path(), e);
    return pages.in(request).failed(request.requestId());
  }

  private HttpResponse begun(HttpRequest request, AuthorizationStep.Begun begun) {
    String location =
        begun.signIn().map(URI::toString).orElseGet(() -> consentUrl(begun.transaction()));
    return cookies.bind(
        request,
        HttpResponse.redirect(302, location).noStore(),
        begun.transaction(),
        begun.cookie());
  }

  private String consentUrl(TransactionId transaction) {
    return settings.baseUrl() + "/consent?transaction=" + transaction.value();
  }

  private HttpResponse consentPage(HttpRequest request, AuthorizationStep.AskConsent ask) {
    Secret formToken = cookies.formToken();
    RedirectUri back = ask.transaction().redirectUri();
    ConsentView view =
        new ConsentView(
            new ConsentView.App(
                ask.client().origin() == Client.Origin.DOCUMENT
                    ? ask.client().id().documentHost()
                    : Optional.empty(),
                ask.client().displayName(),
                ask.client().metadata().uri(),
                ask.client().origin() == Client.Origin.CONFIGURED),
            back,
            ask.transaction().scope(),
            ask.transaction().resource().identifier(),
            providerName,
            ask.signedIn().map(Identity::displayName),
            new ConsentView.Form(
                settings.baseUrl() + "/consent",
                ask.transaction().id().value(),
                formToken.reveal()));
    return cookies.protect(
        request, pages.in(request).consent(view), formToken, ask.transaction().id());
  }

  /**
   * After a form a page forwards, because Chromium holds the whole redirect chain of a form against
   * its {@code form-action}. A page leads to a program too: a browser that is redirected there
   * stays where it was, on the provider's form or in an empty tab, and nothing says that all is
   * done. Any other visit is redirected.
   */
  private HttpResponse go(HttpRequest request, String location) {
    if (Pages.opensProgram(location)) {
      return pages.in(request).openProgram(location, request.requestId());
    }
    return request.method().equals("POST")
        ? pages.in(request).forward(location)
        : HttpResponse.redirect(302, location).with("Referrer-Policy", "no-referrer").noStore();
  }

  private HttpResponse refuse(HttpRequest request, AuthorizationStep.Refuse refuse) {
    logged(request, "refused: " + refuse.error().code() + ": " + refuse.error().description());
    String location = refuse.address().refuse(refuse.error());
    return refuse.automatic()
        ? go(request, location)
        : pages
            .in(request)
            .redirectRefused(
                refuse.address().redirectUri(),
                location,
                refuse.error().description(),
                request.requestId());
  }

  private HttpResponse unknownClient(HttpRequest request) {
    logged(request, "the client is not known");
    if (request.prefersHtml()) {
      return pages.in(request).unknownClient(traits(request), request.requestId());
    }
    Map<String, String> body =
        settings.registration().enabled()
            ? Map.of(
                "error", "invalid_client",
                "error_description", "the client is not known here; register again",
                "registration_endpoint", settings.baseUrl() + "/register")
            : Map.of(
                "error", "invalid_client",
                "error_description", "the client is not known here");
    return HttpResponse.json(400, body).noStore();
  }

  /** Of a request whose parameters may come in either way. */
  private static ClientTraits traits(HttpRequest request) {
    Parameters sent = request.method().equals("POST") ? request.form() : request.query();
    return new ClientTraits(
        sent.first("client_id"), sent.first("redirect_uri"), request.headers().first("User-Agent"));
  }

  private static void logged(HttpRequest request, String why) {
    LOG.info("{} {}: {}", request.method(), request.path(), why);
  }
}
