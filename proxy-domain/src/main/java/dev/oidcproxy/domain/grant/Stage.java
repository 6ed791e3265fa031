package dev.oidcproxy.domain.grant;

import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.value.CodeChallenge;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** How far a grant has come. */
public sealed interface Stage {

  /**
   * The person signed in and is still to be asked: no code was issued. The code's other half is
   * kept for when they approve.
   */
  record AwaitingConsent(RedirectUri redirectUri, CodeChallenge challenge, Instant until)
      implements Stage {}

  /** The code was issued and not redeemed. */
  record AwaitingRedemption(RedirectUri redirectUri, CodeChallenge challenge, Instant codeExpiresAt)
      implements Stage {}

  /**
   * Tokens were issued.
   *
   * @param generation of the newest refresh token, from 0
   * @param firstUses when a generation was first used, of the generations for which that can still
   *     matter; nothing older is kept
   * @param lease of the upstream refresh under way, if any
   * @param lastUsed to the hour; absent in old records
   */
  record Active(
      int generation,
      SortedMap<Integer, Instant> firstUses,
      Optional<Lease> lease,
      Optional<Instant> lastUsed)
      implements Stage {}
}
