package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.value.Scope;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what scopes are called on pages. */
final class ScopeDescriptionsReader {

  private static final String KEY = "scope_descriptions";
  private static final int LONGEST = 200;

  private ScopeDescriptionsReader() {}

  static Map<Scope, String> read(ConfigReader config) {
    Map<Scope, String> all = new LinkedHashMap<>();
    config
        .map(KEY)
        .forEach((name, words) -> {
          if (words.length() > LONGEST) {
            config.problem(KEY + "." + name, "must have at most 200 characters");
          } else if (!Scope.wellFormed(name)) {
            config.problem(
                KEY + "." + name,
                "is not under a scope: printable characters without spaces, quotes and backslashes");
          } else {
            all.put(new Scope(name), words.strip());
          }
        });
    return all;
  }
}
