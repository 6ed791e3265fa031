package dev.oidcproxy.application.outbound;

import dev.oidcproxy.application.state.State.ClientDocument;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.HttpTransport.Response;
import dev.oidcproxy.domain.value.ClientId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where documents of clients come from: one request to their host. */
record DocumentSource(HttpTransport http, InstantSource clock) {

  private static final int LARGEST = 5 * 1024;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Set<Integer> GONE = Set.of(404, 410);

  /** The host says that there is no such document. */
  static final class Gone extends IOException {
    private static final long serialVersionUID = 1L;

    Gone() {
      super("the host has no such document");
    }
  }

  /**
   * What the host serves now.
   *
   * @param old by whose tag it is asked whether there is a newer one
   */
  ClientDocument get(ClientId id, Optional<ClientDocument> old) throws IOException {
    Response response = http.send(request(id, old.flatMap(ClientDocument::etag)));
    Instant now = clock.instant();
    if (GONE.contains(response.status())) {
      throw new Gone();
    }
    if (response.status() != 200 && !(response.status() == 304 && old.isPresent())) {
      throw new IOException("the host answers with status " + response.status());
    }
    boolean same = response.status() == 304;
    if (!same && response.header("content-type").filter(DocumentSource::isJson).isEmpty()) {
      throw new IOException("what the host serves is not JSON");
    }
    return new ClientDocument(
        id.value(),
        same ? old.orElseThrow().body() : new String(response.body(), StandardCharsets.UTF_8),
        response
            .header("etag")
            .filter(DocumentSource::isTag)
            .or(() -> same ? old.orElseThrow().etag() : Optional.empty()),
        Freshness.until(response, now),
        now.plus(ClientDocument.KEPT));
  }

  private static HttpTransport.Request request(ClientId id, Optional<String> etag) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    etag.ifPresent(tag -> headers.put("If-None-Match", tag));
    return new HttpTransport.Request(
        "GET", URI.create(id.value()), headers, Optional.empty(), TIMEOUT, LARGEST);
  }

  private static boolean isJson(String contentType) {
    return contentType.matches("(?i)\\s*application/(?:[a-z0-9.!#$&^_-]+\\+)?json\\s*(?:;.*)?");
  }

  private static boolean isTag(String text) {
    return text.matches("(?:W/)?\"[!#-~]{0,500}\"");
  }
}
