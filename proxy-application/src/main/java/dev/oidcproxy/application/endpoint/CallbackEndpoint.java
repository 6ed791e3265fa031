package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.flow.login.AuthorizationStep;
import dev.oidcproxy.application.flow.login.CompleteLogin;
import dev.oidcproxy.application.http.Endpoint;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.authorization.TransactionId;
import dev.oidcproxy.domain.value.Secret;
import java.util.Optional;

/** {@code GET {redirect_path}}: the provider's answer (RFC 6749 section 4.1.2). */
final class CallbackEndpoint implements Endpoint {

  private final CompleteLogin flow;
  private final StepResponses steps;
  private final BrowserCookies cookies;

  CallbackEndpoint(CompleteLogin flow, StepResponses steps, BrowserCookies cookies) {
    this.flow = flow;
    this.steps = steps;
    this.cookies = cookies;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    return steps.respond(request, () -> complete(request, request.query()));
  }

  private AuthorizationStep complete(HttpRequest request, Parameters query) {
    Optional<TransactionId> id =
        query
            .first("state")
            .map(s -> s.substring(0, Math.max(0, s.indexOf('.'))))
            .filter(TransactionId::wellFormed)
            .map(TransactionId::new);
    if (id.isEmpty() || !query.repeated().isEmpty()) {
      return new AuthorizationStep.Expired();
    }
    CallbackParameters answer =
        new CallbackParameters(
            query.first("code").map(Secret::of),
            query.first("state").map(Secret::of),
            query.first("iss"),
            query.first("error"),
            query.first("error_description"));
    return flow.complete(
        id.get(), cookies.binding(request, id.get()), cookies.browser(request), answer);
  }
}
