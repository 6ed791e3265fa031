package dev.oidcproxy.distribution.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment variables that stand for keys; an empty one counts as absent. */
final class Environment {

  static final String PREFIX = "OIDC_PROXY_";

  /** Kubernetes sets these by itself in every pod beside a service that is named oidc-proxy. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(PREFIX + "(SERVICE_(HOST|PORT)(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.*)?)?)");

  private final Map<String, String> variables;
  private final TreeMap<String, String> ours = new TreeMap<>();

  Environment(Map<String, String> variables) {
    this.variables = variables;
    variables.forEach((name, value) -> {
      if (name.startsWith(PREFIX) && !value.isBlank() && !SERVICE_LINK.matcher(name).matches()) {
        ours.put(name, value);
      }
    });
  }

  /** The variable that stands for a path. */
  static String nameOf(String path) {
    return PREFIX + shortNameOf(path);
  }

  /** As {@link #nameOf}, without what all have in common. */
  static String shortNameOf(String path) {
    return path.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  static String origin(String path) {
    return "environment variable " + nameOf(path);
  }

  /** Any variable at all, for {@code ${NAME}}. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  Optional<String> value(String path) {
    return Optional.ofNullable(ours.get(nameOf(path)));
  }

  /** Every variable that stands for a key, or means to. */
  Set<String> names() {
    return ours.keySet();
  }

  /** What a variable of {@link #names} says. */
  String valueOf(String variable) {
    return ours.get(variable);
  }

  /** Whether a path or anything below it is set. */
  boolean has(String path) {
    String name = nameOf(path);
    return ours.containsKey(name) || !below(name).isEmpty();
  }

  /** One more than the highest index that is used below a list. */
  int items(String path) {
    int items = 0;
    for (String rest : below(nameOf(path))) {
      Matcher index = Pattern.compile("(\\d{1,4})(_.*)?").matcher(rest);
      if (index.matches()) {
        items = Math.max(items, Integer.parseInt(index.group(1)) + 1);
      }
    }
    return items;
  }

  /** The names below a map, in lower case: a variable cannot say more of them. */
  Set<String> namesBelow(String path) {
    Set<String> names = new TreeSet<>();
    below(nameOf(path)).forEach(rest -> names.add(rest.toLowerCase(Locale.ROOT)));
    return names;
  }

  private Set<String> below(String name) {
    Set<String> rests = new TreeSet<>();
    for (String other : ours.tailMap(name + "_").keySet()) {
      if (!other.startsWith(name + "_")) {
        break;
      }
      rests.add(other.substring(name.length() + 1));
    }
    return rests;
  }
}
