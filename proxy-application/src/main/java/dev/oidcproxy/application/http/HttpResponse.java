package dev.oidcproxy.application.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A response, whole. */
public record HttpResponse(int status, Headers headers, byte[] body) {

  private static final byte[] NO_BODY = {};

  public static HttpResponse empty(int status) {
    return new HttpResponse(status, Headers.none(), NO_BODY);
  }

  /** A JSON object. */
  public static HttpResponse json(int status, Map<String, ?> object) {
    return new HttpResponse(
        status, Headers.none().with("Content-Type", "application/json"), Json.write(object));
  }

  public static HttpResponse html(int status, String page) {
    return new HttpResponse(
        status,
        Headers.none().with("Content-Type", "text/html; charset=utf-8"),
        page.getBytes(StandardCharsets.UTF_8));
  }

  public static HttpResponse binary(int status, String mediaType, byte[] content) {
    return new HttpResponse(status, Headers.none().with("Content-Type", mediaType), content);
  }

  /** 303 after a POST, 302 after a GET: the caller knows which. */
  public static HttpResponse redirect(int status, String location) {
    return empty(status).with("Location", location);
  }

  /** The same with another status. */
  public HttpResponse status(int other) {
    return new HttpResponse(other, headers, body);
  }

  public HttpResponse with(String name, String value) {
    return new HttpResponse(status, headers.with(name, value), body);
  }

  /** Not to be kept by anyone (RFC 6749 section 5.1). */
  public HttpResponse noStore() {
    return with("Cache-Control", "no-store");
  }
}
