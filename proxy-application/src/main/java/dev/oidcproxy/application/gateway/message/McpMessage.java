package dev.oidcproxy.application.gateway.message;

import java.util.Optional;

/**
 * One JSON-RPC message, as far as it matters here.
 *
 * @param method absent in a response
 * @param name the {@code name} of its parameters
 * @param uri the {@code uri} of its parameters
 * @param id its id, when that is a whole number or a plain word and so safe to give back
 */
public record McpMessage(
    Optional<String> method, Optional<String> name, Optional<String> uri, Optional<Object> id) {

  /** The tool that is called, if this is a call. */
  public Optional<String> tool() {
    return method.filter("tools/call"::equals).flatMap(call -> name);
  }
}
