package dev.oidcproxy.distribution.demo.provider;

/** A refusal with its RFC error code; the message is made of constant words. */
final class ProviderException extends RuntimeException {

  private final String error;

  ProviderException(String error, String description) {
    // an expected answer, not a fault: nobody reads its stack
    super(description, null, false, false);
    this.error = error;
  }

  static ProviderException invalidRequest(String description) {
    return new ProviderException("invalid_request", description);
  }

  static ProviderException invalidGrant() {
    return new ProviderException(
        "invalid_grant", "The grant is unknown, expired, used or of another client.");
  }

  String error() {
    return error;
  }
}
