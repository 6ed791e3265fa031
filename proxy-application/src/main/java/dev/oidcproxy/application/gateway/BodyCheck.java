package dev.oidcproxy.application.gateway;

import dev.oidcproxy.application.gateway.message.MirroredHeaders;
import dev.oidcproxy.application.http.HttpResponse;
import java.util.Optional;

/** What is still to be asked, with its body, before a request may pass. */
@FunctionalInterface
public interface BodyCheck {

  /** How large a body is looked at. */
  int MOST_BYTES = 4 << 20;

  /**
   * The refusal, or empty when the request may pass. No I/O; takes as long as the body is.
   *
   * @param body whole; empty when there is none
   */
  Optional<HttpResponse> refusal(MirroredHeaders headers, byte[] body);
}
