package dev.oidcproxy.application.gateway;

import dev.oidcproxy.application.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The gate's answer. */
public sealed interface Admission {

  /**
   * The request may pass.
   *
   * @param headers to set towards the backend, after everything a caller could spoof was dropped
   * @param backendSessionId the backend's own session id, when the request named a session
   * @param sealSession makes of a session id of the backend what this caller gets to see
   */
  record Admitted(
      Map<String, String> headers,
      Optional<String> backendSessionId,
      UnaryOperator<String> sealSession)
      implements Admission {}

  /** The answer in place of the backend's. */
  record Refused(HttpResponse response) implements Admission {}
}
