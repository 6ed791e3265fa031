package dev.oidcproxy.application.page;

import dev.oidcproxy.domain.client.RedirectUri;

/**
 * An address as a person can judge it.
 *
 * @param shown the host with its port, or the scheme when that is what chooses the program
 */
record Destination(String shown, Kind kind) {

  /** Who can receive what is sent there. */
  enum Kind {
    /** Whoever holds the host's certificate. */
    SITE,
    /** Any program on the computer of the browser. */
    LOOPBACK,
    /** Any program that claimed the scheme. */
    PROGRAM,
    /** Anyone on the way. */
    CLEAR_TEXT
  }

  static Destination of(RedirectUri uri) {
    if (uri.isCustomScheme()) {
      boolean hierarchical = uri.uri().getRawSchemeSpecificPart().startsWith("//");
      return new Destination(uri.scheme() + (hierarchical ? "://" : ":"), Kind.PROGRAM);
    }
    return new Destination(site(uri), webKind(uri));
  }

  boolean isLoopback() {
    return kind == Kind.LOOPBACK;
  }

  boolean isProgram() {
    return kind == Kind.PROGRAM;
  }

  /** Whether a link may lead there. */
  boolean isFollowable() {
    return kind != Kind.CLEAR_TEXT;
  }

  private static Kind webKind(RedirectUri uri) {
    if (uri.isLoopback()) {
      return Kind.LOOPBACK;
    }
    return uri.isHttps() ? Kind.SITE : Kind.CLEAR_TEXT;
  }

  private static String site(RedirectUri uri) {
    int port = uri.uri().getPort();
    return uri.host().orElseThrow() + (port == -1 ? "" : ":" + port);
  }
}
