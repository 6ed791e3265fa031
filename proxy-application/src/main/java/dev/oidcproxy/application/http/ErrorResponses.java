package dev.oidcproxy.application.http;

import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.error.UpstreamException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where an error becomes a status, headers and a body, and where it is logged: once,
 * with the request id that the answer carries too.
 */
public final class ErrorResponses {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorResponses.class);
  private static final String RETRY_SECONDS = "5";

  /** The answer to what an endpoint threw. */
  public HttpResponse of(RuntimeException thrown, HttpRequest request) {
    return switch (thrown) {
      case OAuthException e -> refused(e.error(), request);
      case StoreException e -> {
        LOG.warn("{} {}: the store did not answer", request.method(), request.path(), e);
        yield unavailable("the service is busy; nothing was lost, try again");
      }
      case UpstreamException e -> {
        LOG.warn("{} {}: {}", request.method(), request.path(), e.getMessage(), e);
        yield unavailable("the identity provider did not answer; nothing was lost, try again");
      }
      default -> {
        LOG.error("{} {} failed", request.method(), request.path(), thrown);
        yield json(
            500, new OAuthError.ServerError("unexpected; the request id leads to the log line"));
      }
    };
  }

  /** An answer of the protocol. */
  public HttpResponse of(OAuthError error) {
    return switch (error) {
      case OAuthError.InvalidClient e -> json(401, e);
      case OAuthError.InvalidToken e -> json(401, e);
      case OAuthError.InsufficientScope e -> json(403, e);
      case OAuthError.AccessDenied e -> json(403, e);
      case OAuthError.ServerError e -> json(500, e);
      case OAuthError.TemporarilyUnavailable e -> unavailable(e.description());
      case OAuthError.TooManyRequests e ->
          json(429, e).with("Retry-After", Long.toString(e.retryAfter().toSeconds()));
      case OAuthError.InvalidRequest e -> json(400, e);
      case OAuthError.InvalidGrant e -> json(400, e);
      case OAuthError.UnauthorizedClient e -> json(400, e);
      case OAuthError.UnsupportedGrantType e -> json(400, e);
      case OAuthError.UnsupportedResponseType e -> json(400, e);
      case OAuthError.UnsupportedTokenType e -> json(400, e);
      case OAuthError.InvalidScope e -> json(400, e);
      case OAuthError.InvalidTarget e -> json(400, e);
      case OAuthError.InvalidClientMetadata e -> json(400, e);
      case OAuthError.InvalidRedirectUri e -> json(400, e);
    };
  }

  /** 503 with {@code Retry-After}: never a reason for a client to throw its credentials away. */
  public HttpResponse unavailable(String description) {
    return json(503, new OAuthError.TemporarilyUnavailable(description))
        .with("Retry-After", RETRY_SECONDS);
  }

  HttpResponse notFound() {
    return json(404, new OAuthError.InvalidRequest("there is nothing at this path"));
  }

  HttpResponse methodNotAllowed(Set<String> allowed) {
    return json(405, new OAuthError.InvalidRequest("this path does not take this method"))
        .with("Allow", String.join(", ", allowed));
  }

  private HttpResponse refused(OAuthError error, HttpRequest request) {
    LOG.info(
        "{} {} refused: {}: {}",
        request.method(),
        request.path(),
        error.code(),
        error.description());
    boolean authorization = request.headers().first("Authorization").isPresent();
    return switch (error) {
      // RFC 6749 section 5.2: said only to a client that tried that way.
      case OAuthError.InvalidClient e when authorization ->
          of(error).with("WWW-Authenticate", "Basic");
      // RFC 6750 section 3.
      case OAuthError.InvalidToken e -> of(error).with("WWW-Authenticate", "Bearer");
      default -> of(error);
    };
  }

  private static HttpResponse json(int status, OAuthError error) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("error", error.code());
    body.put("error_description", error.description());
    return HttpResponse.json(status, body).noStore();
  }
}
