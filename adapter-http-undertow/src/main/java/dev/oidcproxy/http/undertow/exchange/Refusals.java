package dev.oidcproxy.http.undertow.exchange;

import dev.oidcproxy.application.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers that the server itself gives, in constant words. */
public final class Refusals {

  public static final HttpResponse MALFORMED =
      error(400, "invalid_request", "the request is not well-formed HTTP");
  public static final HttpResponse NO_UPGRADE =
      error(400, "invalid_request", "this path does not change to another protocol");
  public static final HttpResponse METHOD =
      error(405, "invalid_request", "this path does not take this method")
          .with("Allow", "GET, POST, DELETE, OPTIONS");
  public static final HttpResponse TOO_LATE =
      error(408, "invalid_request", "the request took too long to arrive");
  public static final HttpResponse TOO_LARGE =
      error(413, "invalid_request", "the request body is too large");
  public static final HttpResponse CALL_TOO_LARGE =
      error(413, "invalid_request", "a request to this MCP server may have at most 4 MiB");
  public static final HttpResponse NOT_JSON =
      error(415, "invalid_request", "send application/json in UTF-8, without a content coding");
  public static final HttpResponse BUSY =
      error(503, "temporarily_unavailable", "too much is under way; nothing was lost, try again")
          .with("Retry-After", "5");
  public static final HttpResponse FAILED =
      error(500, "server_error", "unexpected; the request id leads to the log line");
  public static final HttpResponse BACKEND_BROKE =
      error(502, "server_error", "the MCP server did not answer properly; try again")
          .with("Retry-After", "5");
  public static final HttpResponse BACKEND_REFUSED =
      error(502, "server_error", "the MCP server does not accept this proxy; tell its operator");
  public static final HttpResponse BACKEND_DOWN =
      error(503, "temporarily_unavailable", "the MCP server cannot be reached; try again")
          .with("Retry-After", "5");
  public static final HttpResponse BACKEND_SLOW =
      error(504, "temporarily_unavailable", "the MCP server took too long")
          .with("Retry-After", "5");

  private Refusals() {}

  private static HttpResponse error(int status, String code, String description) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("error", code);
    body.put("error_description", description);
    return HttpResponse.json(status, body).noStore();
  }
}
