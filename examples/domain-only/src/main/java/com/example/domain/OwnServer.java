package com.example.domain;

import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.RedirectPattern;
import dev.oidcproxy.domain.client.RedirectPolicy;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.grant.Stage.Active;
import dev.oidcproxy.domain.token.RotationPolicy;
import dev.oidcproxy.domain.value.CodeChallenge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Three decisions that every authorization server makes, by the rules alone: nothing here reads a
 * clock, opens a socket or needs a library. The store, the endpoints and the pages are yours.
 */
public final class OwnServer {

  private final RedirectPolicy redirects;
  private final RotationPolicy rotation = new RotationPolicy(Duration.ofSeconds(60));

  /**
   * @param patterns where clients may be sent, of what they registered
   */
  public OwnServer(String... patterns) {
    this.redirects =
        new RedirectPolicy(
            Optional.of(
                List.of(patterns).stream()
                    .map(pattern -> RedirectPattern.parse(pattern).orElseThrow())
                    .toList()));
  }

  /** Where the answer may go; empty: to nobody, and the person is told instead. */
  public Optional<RedirectUri> destination(Client client, String requested) {
    return redirects.match(client, requested);
  }

  /** Whether whoever redeems a code is whoever asked for it (RFC 7636). */
  public boolean isSameClient(String challenge, String verifier) {
    return CodeChallenge.parse(challenge).filter(c -> c.verifiedBy(verifier)).isPresent();
  }

  /** What a refresh token of a generation comes to, when it is presented now. */
  public RotationPolicy.Decision refresh(Active login, int generation, Instant now) {
    return rotation.decide(login, generation, now);
  }
}
