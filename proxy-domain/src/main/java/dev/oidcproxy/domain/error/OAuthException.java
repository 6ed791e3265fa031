package dev.oidcproxy.domain.error;

/** A rule of the protocol refused a request; {@link #error()} is the answer the caller may see. */
public final class OAuthException extends RuntimeException {

  private final transient OAuthError error;

  public OAuthException(OAuthError error) {
    // No stack trace: a refusal is an ordinary answer, and strangers can ask for as many as they
    // like.
    super(error.code() + ": " + error.description(), null, false, false);
    this.error = error;
  }

  public OAuthError error() {
    return error;
  }
}
