package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.flow.login.StartAuthorization;
import dev.oidcproxy.application.flow.login.Visitor;
import dev.oidcproxy.application.http.Endpoint;
import dev.oidcproxy.application.http.FetchMetadata;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.domain.authorization.AuthorizationParameters;
import java.util.HashSet;
import java.util.Set;

/** {@code GET|POST /authorize} (RFC 6749 section 3.1). */
final class AuthorizationEndpoint implements Endpoint {

  /** A resource may be asked for more than once (RFC 8707 section 2). */
  private static final String RESOURCE = "resource";

  private static final Set<String> SINGLE =
      Set.of(
          "client_id",
          "redirect_uri",
          "response_type",
          "code_challenge",
          "code_challenge_method",
          "scope",
          "state");

  private final StartAuthorization flow;
  private final StepResponses steps;
  private final BrowserCookies cookies;

  AuthorizationEndpoint(StartAuthorization flow, StepResponses steps, BrowserCookies cookies) {
    this.flow = flow;
    this.steps = steps;
    this.cookies = cookies;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    Visitor visitor =
        new Visitor(
            AddressPrefix.of(request.clientAddress()),
            cookies.browser(request),
            new FetchMetadata(request).isOwnNavigation());
    return steps.respond(request, () -> flow.start(parameters(sent(request)), visitor));
  }

  private static Parameters sent(HttpRequest request) {
    return request.method().equals("POST") ? request.form() : request.query();
  }

  private static AuthorizationParameters parameters(Parameters sent) {
    Set<String> repeated = new HashSet<>(sent.repeated());
    repeated.retainAll(SINGLE);
    return new AuthorizationParameters(
        sent.first("client_id"),
        sent.first("redirect_uri"),
        sent.first("response_type"),
        sent.first("code_challenge"),
        sent.first("code_challenge_method"),
        sent.first("scope"),
        sent.first("state"),
        sent.all(RESOURCE),
        repeated);
  }
}
