package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.value.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads scopes: a list, of which an item may be several with spaces between them, or one text that
 * separates them with spaces or commas, or that is a JSON array.
 */
public final class ScopeList {

  private static final Pattern JSON_ARRAY = Pattern.compile("\\s*\\[.*\".*]\\s*", Pattern.DOTALL);

  private ScopeList() {}

  /** The scopes in their order; absent is not the same as none. */
  public static Optional<Set<Scope>> read(ConfigReader config, String key) {
    Optional<List<String>> items = config.list(key);
    boolean listed = config.has(key + ".0");
    try {
      return items.map(all -> listed ? union(all) : ofText(String.join(",", all)));
    } catch (IllegalArgumentException e) {
      config.problem(key, "must be scopes: printable characters without quotes and backslashes");
      return Optional.empty();
    }
  }

  private static Set<Scope> union(List<String> items) {
    Set<Scope> all = new LinkedHashSet<>();
    items.forEach(item -> all.addAll(Scope.parse(item)));
    return all;
  }

  private static Set<Scope> ofText(String text) {
    String plain = text;
    if (JSON_ARRAY.matcher(text).matches()) {
      plain = text.substring(text.indexOf('[') + 1, text.lastIndexOf(']')).replace('"', ' ');
    }
    return Scope.parse(plain.replaceAll("[\\s,]+", " "));
  }
}
