package dev.oidcproxy.application.gateway;

import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.application.http.ErrorResponses;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.value.Scope;
import java.util.Set;

/** Refusals of MCP requests, with the {@code WWW-Authenticate} that starts a login (RFC 9728). */
public final class Challenges {

  private final Scopes scopes;
  private final ResourceMetadataUrls urls;
  private final ErrorResponses errors;

  public Challenges(Scopes scopes, ResourceMetadataUrls urls, ErrorResponses errors) {
    this.scopes = scopes;
    this.urls = urls;
    this.errors = errors;
  }

  HttpResponse withoutToken(ProtectedResource resource) {
    return HttpResponse.empty(401)
        .with("WWW-Authenticate", challenge(resource, "", scopes.required(resource.resource())))
        .noStore();
  }

  HttpResponse refused(ProtectedResource resource, OAuthError error) {
    // A challenge would have the client sign in again, which changes nothing.
    if (error instanceof OAuthError.AccessDenied) {
      return errors.of(error);
    }
    return refused(resource, error, scopes.required(resource.resource()));
  }

  /**
   * All that the operation needs, and what the token has already: many clients ask for exactly what
   * is named here, and would lose the rest.
   */
  HttpResponse insufficient(
      ProtectedResource resource, String description, Set<Scope> needed, Set<Scope> held) {
    return refused(
        resource, new OAuthError.InsufficientScope(description, needed), Scope.union(needed, held));
  }

  HttpResponse unknownSession() {
    // Also the answer to another's session: who guesses learns nothing (MCP transports, sessions).
    return errors.of(new OAuthError.InvalidRequest("there is no such session")).status(404);
  }

  HttpResponse unavailable() {
    return errors.unavailable("the token could not be checked now; keep it and try again");
  }

  HttpResponse failed() {
    return errors.of(
        new OAuthError.ServerError("unexpected; the request id leads to the log line"));
  }

  private HttpResponse refused(ProtectedResource resource, OAuthError error, Set<Scope> toAskFor) {
    String parameters =
        "error=\"" + error.code() + "\", error_description=\"" + error.description() + "\", ";
    return errors.of(error).with("WWW-Authenticate", challenge(resource, parameters, toAskFor));
  }

  private String challenge(ProtectedResource resource, String parameters, Set<Scope> toAskFor) {
    String scope = toAskFor.isEmpty() ? "" : ", scope=\"" + Scope.join(toAskFor) + "\"";
    return "Bearer " + parameters + "resource_metadata=\"" + urls.of(resource) + "\"" + scope;
  }
}
