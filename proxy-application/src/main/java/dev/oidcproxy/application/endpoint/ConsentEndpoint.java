package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.flow.login.AuthorizationStep;
import dev.oidcproxy.application.flow.login.DecideConsent;
import dev.oidcproxy.application.http.Endpoint;
import dev.oidcproxy.application.http.FetchMetadata;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.authorization.Consent;
import dev.oidcproxy.domain.authorization.TransactionId;
import java.util.Optional;

/**
 * {@code GET|POST /consent}: the page, and its answer. An answer counts only from the browser that
 * was shown the page.
 */
final class ConsentEndpoint implements Endpoint {

  private final DecideConsent flow;
  private final StepResponses steps;
  private final BrowserCookies cookies;
  private final String origin;

  ConsentEndpoint(DecideConsent flow, StepResponses steps, BrowserCookies cookies, String origin) {
    this.flow = flow;
    this.steps = steps;
    this.cookies = cookies;
    this.origin = origin;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    return steps.respond(
        request,
        () -> request.method().equals("POST") ? answer(request, request.form()) : show(request));
  }

  private AuthorizationStep show(HttpRequest request) {
    return id(request.query())
        .map(id ->
            flow.decide(
                id, cookies.binding(request, id), cookies.browser(request), Optional.empty()))
        .orElseGet(AuthorizationStep.Expired::new);
  }

  private AuthorizationStep answer(HttpRequest request, Parameters form) {
    Optional<TransactionId> id = id(form);
    if (id.isEmpty()) {
      return new AuthorizationStep.Expired();
    }
    boolean shownHere =
        new FetchMetadata(request).mayComeFrom(origin)
            && form.first("csrf").filter(t -> cookies.shown(request, t, id.get())).isPresent();
    if (!shownHere) {
      return new AuthorizationStep.WrongBrowser();
    }
    // Anything but a clear yes or no shows the page again.
    Optional<Consent> decision =
        form.first("decision")
            .flatMap(d ->
                switch (d) {
                  case "approve" -> Optional.of(Consent.APPROVED);
                  case "deny" -> Optional.of(Consent.DENIED);
                  default -> Optional.empty();
                });
    return flow.decide(
        id.get(), cookies.binding(request, id.get()), cookies.browser(request), decision);
  }

  private static Optional<TransactionId> id(Parameters parameters) {
    return parameters
        .first("transaction")
        .filter(TransactionId::wellFormed)
        .map(TransactionId::new);
  }
}
