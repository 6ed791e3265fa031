package dev.oidcproxy.domain.port;

/** Whether something outside can be used now. */
public sealed interface Health {

  record Up() implements Health {}

  /**
   * @param reason for the operator, without secrets
   */
  record Down(String reason) implements Health {}
}
