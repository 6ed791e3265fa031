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
  private final Optional<AccountEndpoint> account;

  CallbackEndpoint(
      CompleteLogin flow,
      StepResponses steps,
      BrowserCookies cookies,
      Optional<AccountEndpoint> account) {
    this.flow = flow;
    this.steps = steps;
    this.cookies = cookies;
    this.account = account;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    return steps.toPerson(request, () -> complete(request, request.query()));
  }

  private HttpResponse complete(HttpRequest request, Parameters query) {
    Optional<TransactionId> id =
        query
            .first("state")
            .map(s -> s.substring(0, Math.max(0, s.indexOf('.'))))
            .filter(TransactionId::wellFormed)
            .map(TransactionId::new);
    if (id.isEmpty() || !query.repeated().isEmpty()) {
      return steps.response(request, new AuthorizationStep.Expired());
    }
    CallbackParameters answer =
        new CallbackParameters(
            query.first("code").map(Secret::of),
            query.first("state").map(Secret::of),
            query.first("iss"),
            query.first("error"),
            query.first("error_description"));
    AuthorizationStep step =
        flow.complete(
            id.get(), cookies.binding(request, id.get()), cookies.browser(request), answer);
    // Asked second, because a client's login is by far the commoner; whose it is, its record says.
    boolean nobodys =
        step instanceof AuthorizationStep.Expired
            || step instanceof AuthorizationStep.AlreadySignedIn;
    return account
        .filter(page -> nobodys)
        .flatMap(page -> page.callback(request, id.get(), answer))
        .orElseGet(() -> steps.response(request, step));
  }
}
