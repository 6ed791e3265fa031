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
   * @param body what is to be asked with the body first; absent: the body is nobody's business
   */
  record Admitted(
      Map<String, String> headers,
      Optional<String> backendSessionId,
      UnaryOperator<String> sealSession,
      Optional<BodyCheck> body)
      implements Admission {

    /** One whose body need not be looked at. */
    public Admitted(
        Map<String, String> headers,
        Optional<String> backendSessionId,
        UnaryOperator<String> sealSession) {
      this(headers, backendSessionId, sealSession, Optional.empty());
    }
  }

  /** The answer in place of the backend's. */
  record Refused(HttpResponse response) implements Admission {}
}
