package dev.oidcproxy.testkit.remote;

import dev.oidcproxy.application.http.Headers;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests over real HTTP to a port of loopback. Follows no redirect and keeps no cookie. */
public final class Wire implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  private final Duration patience;

  /**
   * @param patience how long an answer may take
   */
  public Wire(Duration patience) {
    this.patience = patience;
  }

  /**
   * Sends, and waits for the whole answer.
   *
   * @throws UncheckedIOException when none comes, which says nothing of whether the request arrived
   */
  public HttpResponse send(int port, HttpRequest request) {
    String query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
    URI uri = URI.create("http://127.0.0.1:" + port + request.path() + query);
    var outgoing =
        java.net.http.HttpRequest.newBuilder(uri)
            .timeout(patience)
            .method(request.method(), BodyPublishers.ofByteArray(request.body()));
    request
        .headers()
        .asMap()
        .forEach((name, values) -> values.forEach(value -> outgoing.header(name, value)));
    try {
      var answer = http.send(outgoing.build(), BodyHandlers.ofByteArray());
      return new HttpResponse(
          answer.statusCode(), Headers.of(answer.headers().map()), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
