package dev.oidcproxy.application.gateway.message;

/** A body that is not clearly one thing; its message is made of constant words. */
public final class UnreadableMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * @param code of the JSON-RPC error
   */
  UnreadableMessageException(int code, String why) {
    super(why);
    this.code = code;
  }

  /** The code of the JSON-RPC error: not JSON, not a request, or not the parameters it needs. */
  public int code() {
    return code;
  }
}
