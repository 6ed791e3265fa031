package dev.oidcproxy.distribution.demo.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The person whom the gateway's identity headers name. */
record Caller(String subject, Optional<String> preferredUsername, Optional<String> email) {

  private static final String KEY = "caller";

  /** What the transport hands on to tools from each request. */
  static McpTransportContext contextOf(HttpServletRequest request) {
    return header(request, "X-Forwarded-User")
        .map(subject ->
            new Caller(
                subject,
                header(request, "X-Forwarded-Preferred-Username"),
                header(request, "X-Forwarded-Email")))
        .map(caller -> McpTransportContext.create(Map.of(KEY, caller)))
        .orElse(McpTransportContext.EMPTY);
  }

  static Optional<Caller> in(McpTransportContext context) {
    return Optional.ofNullable((Caller) context.get(KEY));
  }

  /** The most personal of the names that are known. */
  String name() {
    return Stream.of(preferredUsername, email)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(subject);
  }

  private static Optional<String> header(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name)).map(Caller::decode);
  }

  /** What is not ASCII comes percent-encoded; a plus sign is a plus sign here. */
  private static String decode(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
