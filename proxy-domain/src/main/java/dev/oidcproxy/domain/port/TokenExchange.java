package dev.oidcproxy.domain.port;

import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens of other APIs on behalf of a person who signed in (RFC 8693, and what Entra ID calls
 * on-behalf-of). A provider offers it or does not.
 */
public interface TokenExchange {

  /**
   * Why such a token can never be had, for the operator, in words that complete a sentence about
   * the provider. Asked at start; no I/O.
   */
  Optional<String> objection(Target target);

  /**
   * A token for another API.
   *
   * @param accessToken the provider's, of the person's sign-in; not expired
   * @throws dev.oidcproxy.domain.error.UpstreamException when there was no clear answer
   */
  Answer exchange(Secret accessToken, Target target);

  /**
   * What a token is to be for.
   *
   * @param scope in the provider's names
   * @param audience where scopes alone do not name the API
   */
  record Target(Set<Scope> scope, Optional<String> audience) {

    public Target {
      scope = Set.copyOf(scope);
      if (scope.isEmpty() && audience.isEmpty()) {
        throw new IllegalArgumentException("a token is for something");
      }
    }
  }

  /** What the provider said. */
  sealed interface Answer {

    /**
     * @param expiresAt absent when the provider does not say
     */
    record Exchanged(Secret accessToken, Optional<Instant> expiresAt) implements Answer {}

    /**
     * A clear no, which asking again at once would not change.
     *
     * @param message for the log: constant words and error codes, with what an operator can do
     */
    record Refused(Reason reason, String message) implements Answer {}
  }

  /** Why the provider refused. */
  enum Reason {
    /** Nobody consented to what the API would be asked for. */
    CONSENT,
    /** The person would have to do something at the provider first. */
    INTERACTION,
    /** Anything else; a configuration that does not fit. */
    OTHER
  }
}
