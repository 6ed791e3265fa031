package dev.oidcproxy.http.undertow.exchange;

import java.time.Duration;

/**
 * What one request may cost before anybody looked at it.
 *
 * @param bodyBytes of a body that is read whole; what passes through the gateway is not bounded
 * @param bodyTime for such a body to arrive
 * @param headerBytes of request line and headers together
 * @param parameters in a query
 * @param headerTime from the first byte of a request to the end of its headers
 * @param idleTime between two requests of a connection
 */
public record Limits(
    int bodyBytes,
    Duration bodyTime,
    int headerBytes,
    int parameters,
    Duration headerTime,
    Duration idleTime) {

  public static final Limits STANDARD =
      new Limits(
          64 * 1024,
          Duration.ofSeconds(10),
          32 * 1024,
          100,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60));
}
