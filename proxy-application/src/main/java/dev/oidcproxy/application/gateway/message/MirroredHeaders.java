package dev.oidcproxy.application.gateway.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The headers that repeat what the body says, so that who stands in between need not read it (MCP
 * 2026-07-28, transports, standard request headers). One that says something else than the body
 * would have two servers see two requests.
 *
 * @param methods every {@code Mcp-Method}
 * @param names every {@code Mcp-Name}
 */
public record MirroredHeaders(List<String> methods, List<String> names) {

  /** None were sent. */
  public static final MirroredHeaders NONE = new MirroredHeaders(List.of(), List.of());

  private static final String ENCODED = "=?base64?";
  private static final String END = "?=";

  /** Whether they say what the message says; what was not sent says nothing. */
  public boolean agree(McpMessage message) {
    return (methods.isEmpty()
            || methods.stream().allMatch(m -> message.method().equals(Optional.of(m))))
        && (names.isEmpty() || !mirrorsName(message) || namesAgree(message));
  }

  /** Of any other method the specification knows no name, and a later one may know which. */
  private static boolean mirrorsName(McpMessage message) {
    return switch (message.method().orElse("")) {
      case "tools/call", "prompts/get", "resources/read" -> true;
      default -> false;
    };
  }

  private boolean namesAgree(McpMessage message) {
    Optional<String> said =
        message.method().equals(Optional.of("resources/read")) ? message.uri() : message.name();
    return names.stream().allMatch(n -> said.isPresent() && decoded(n).equals(said));
  }

  private static Optional<String> decoded(String value) {
    if (!value.startsWith(ENCODED) || !value.endsWith(END)) {
      return Optional.of(value).filter(v -> v.chars().allMatch(c -> c >= 0x20 && c < 0x7f));
    }
    try {
      byte[] bytes =
          Base64.getDecoder()
              .decode(value.substring(ENCODED.length(), value.length() - END.length()));
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
