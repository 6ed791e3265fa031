package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.branding.Logo;
import dev.oidcproxy.application.http.Endpoint;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;

/** {@code GET /logo}: the image that pages show. */
final class LogoEndpoint implements Endpoint {

  private final Logo logo;

  LogoEndpoint(Logo logo) {
    this.logo = logo;
  }

  /** Pages name the image's version in their address, so whoever has one need not ask again. */
  @Override
  public HttpResponse handle(HttpRequest request) {
    String tag = '"' + logo.version() + '"';
    boolean known = request.headers().all("If-None-Match").contains(tag);
    HttpResponse answer =
        known ? HttpResponse.empty(304) : HttpResponse.binary(200, logo.mediaType(), logo.bytes());
    // An SVG that is opened by itself is a document: without this its scripts would run here.
    return answer
        .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .with("X-Content-Type-Options", "nosniff")
        .with("Cache-Control", "public, max-age=86400")
        .with("ETag", tag);
  }
}
