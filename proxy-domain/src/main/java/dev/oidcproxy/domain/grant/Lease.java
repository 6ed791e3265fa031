package dev.oidcproxy.domain.grant;

import java.time.Instant;

/** The right of one holder, until an instant, to refresh a grant's upstream tokens. */
public record Lease(String holder, Instant until) {

  public boolean held(Instant now) {
    return now.isBefore(until);
  }
}
