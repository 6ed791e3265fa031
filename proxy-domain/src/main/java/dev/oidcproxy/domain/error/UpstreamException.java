package dev.oidcproxy.domain.error;

import dev.oidcproxy.domain.value.Secret;

/**
 * The identity provider did not give what was asked. The message is for the log: it may name an
 * error code of the provider, never a token or a secret, and no caller ever sees it.
 */
public abstract sealed class UpstreamException extends RuntimeException {

  private UpstreamException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The provider, or the person at it, refused the login. */
  public static final class Denied extends UpstreamException {
    public Denied(String message) {
      super(message, null);
    }
  }

  /** The answer is wrong: a signature, issuer, audience or nonce that does not hold. */
  public static final class Rejected extends UpstreamException {
    public Rejected(String message) {
      super(message, null);
    }

    public Rejected(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * A refresh succeeded and its answer does not hold, or cannot be verified yet. The provider may
   * have ended the old refresh token with it, so the new one must be kept.
   */
  public static final class Unverified extends UpstreamException {

    private final transient Secret refreshToken;

    public Unverified(UpstreamException cause, Secret refreshToken) {
      super(cause.getMessage(), cause);
      this.refreshToken = refreshToken;
    }

    /** What the next refresh is to be tried with. */
    public Secret refreshToken() {
      return refreshToken;
    }
  }

  /** The provider said {@code invalid_grant} to a refresh: the only answer that ends a grant. */
  public static final class GrantEnded extends UpstreamException {
    public GrantEnded(String message) {
      super(message, null);
    }
  }

  /**
   * No usable answer: a timeout, a 5xx, HTML, a misconfigured credential. Says nothing about a
   * grant.
   */
  public static final class Unavailable extends UpstreamException {
    public Unavailable(String message) {
      super(message, null);
    }

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
