package dev.oidcproxy.application.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an unknown client shows of itself. It is never displayed and decides nothing but the order
 * of advice.
 */
public record ClientTraits(
    Optional<String> clientId, Optional<String> redirectUri, Optional<String> userAgent) {

  private static final int LONGEST = 500;

  /** Those that may tell, the plainest first. */
  List<String> signs() {
    return Stream.of(clientId, redirectUri, userAgent)
        .flatMap(Optional::stream)
        .filter(sign -> sign.length() <= LONGEST)
        .toList();
  }
}
