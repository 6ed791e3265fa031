package dev.oidcproxy.distribution.administration;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which grants are meant; several options narrow each other. */
final class GrantFilter {

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "A subject; when nobody has it, an e-mail address or user name.")
  private String user;

  @Option(names = "--client", paramLabel = "ID", description = "A client id.")
  private String client;

  @Option(
      names = "--all-before",
      paramLabel = "TIME",
      description = "Signed in before this: 2026-01-31 (UTC) or 2026-01-31T12:00:00Z.")
  private String before;

  /** What was given, by the server's names. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "user", user);
    put(parameters, "client", client);
    put(parameters, "before", before);
    return parameters;
  }

  private static void put(Map<String, String> parameters, String name, String value) {
    if (value != null) {
      parameters.put(name, value);
    }
  }
}
