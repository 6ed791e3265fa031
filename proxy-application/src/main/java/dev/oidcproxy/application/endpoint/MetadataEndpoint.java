package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.http.Endpoint;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import java.util.Map;
import java.util.function.Supplier;

/** {@code GET} of a public JSON document: metadata and keys (RFC 8414, RFC 9728, RFC 7517). */
final class MetadataEndpoint implements Endpoint {

  private final Supplier<Map<String, Object>> document;

  MetadataEndpoint(Supplier<Map<String, Object>> document) {
    this.document = document;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    return HttpResponse.json(200, document.get()).with("Cache-Control", "public, max-age=3600");
  }
}
