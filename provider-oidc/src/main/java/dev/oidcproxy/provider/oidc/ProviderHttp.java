package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.value.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Requests to the provider's endpoints. What it answers goes into no message, but for the status.
 */
public record ProviderHttp(HttpTransport transport, Duration timeout) {

  private static final int LARGEST = 512 * 1024;

  /**
   * @param what for the message when there is no such object: {@code the discovery document}
   */
  public JsonObject get(URI uri, Map<String, String> headers, String what) {
    return object(fetch(uri, headers, what), what);
  }

  /** As {@link #get}, with all of the answer. */
  public HttpTransport.Response fetch(URI uri, Map<String, String> headers, String what) {
    HttpTransport.Response response = fetchAny(uri, headers, what);
    if (response.status() != 200) {
      throw new UpstreamException.Unavailable(
          what + " could not be fetched: status " + response.status());
    }
    return response;
  }

  /** As {@link #fetch}, whatever the status. */
  public HttpTransport.Response fetchAny(URI uri, Map<String, String> headers, String what) {
    return send("GET", uri, headers, Optional.empty(), what);
  }

  public static JsonObject object(HttpTransport.Response response, String what) {
    return JsonObject.parse(response.body())
        .orElseThrow(() -> new UpstreamException.Unavailable(what + " is not a JSON object"));
  }

  /** How an access token is presented (RFC 6750 section 2.1). */
  public static Map<String, String> bearer(Secret accessToken) {
    return Map.of("Authorization", "Bearer " + accessToken.reveal());
  }

  public HttpTransport.Response post(
      URI uri, Map<String, String> headers, Map<String, String> form, String what) {
    return send("POST", uri, headers, Optional.of(encode(form)), what);
  }

  static String encode(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpTransport.Response send(
      String method, URI uri, Map<String, String> headers, Optional<String> form, String what) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Accept", "application/json");
    form.ifPresent(f -> all.put("Content-Type", "application/x-www-form-urlencoded"));
    Optional<byte[]> body = form.map(f -> f.getBytes(StandardCharsets.US_ASCII));
    try {
      return transport.send(new HttpTransport.Request(method, uri, all, body, timeout, LARGEST));
    } catch (IOException e) {
      throw new UpstreamException.Unavailable(what + " could not be reached", e);
    }
  }
}
