package dev.oidcproxy.distribution.config;

import dev.oidcproxy.application.config.ConfigSource.Value;
import dev.oidcproxy.distribution.config.Asked.As;
import dev.oidcproxy.distribution.config.Document.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The configuration as it holds: every key, its value, and where that came from. */
final class EffectiveValues {

  private static final String MASK = "********";
  private static final String FILE_OF_A_KEY = "tls.private_key";
  private static final int COLUMN = 56;
  private static final Pattern SECRETIVE =
      Pattern.compile("(?i).*(secret|password|passwd|token|key|assertion|credential)s?");
  private static final Pattern USER_INFORMATION = Pattern.compile("(?<=://)[^/@\\s]+@");

  private final Document document;
  private final LayeredSource source;

  EffectiveValues(Document document, LayeredSource source) {
    this.document = document;
    this.source = source;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String path : paths()) {
      line(path).ifPresent(lines::add);
    }
    return lines;
  }

  /** In the order of the contract; what only a plugin or an operator named comes last. */
  private Set<String> paths() {
    Set<String> all = new LinkedHashSet<>();
    for (Contract.Key key : Contract.keys()) {
      if (key.path().contains("*")) {
        Pattern form = Pattern.compile(key.path().replace(".", "\\.").replace("*", "\\d+"));
        source.asked().values().stream().filter(form.asMatchPredicate()).forEach(all::add);
      } else {
        all.add(key.path());
      }
    }
    all.addAll(source.asked().values());
    return all;
  }

  private Optional<String> line(String path) {
    Optional<Contract.Key> key = Contract.find(path);
    Optional<String> origin = source.origin(path).filter(o -> source.has(path));
    if (source.asked().as(path, As.SECTIONS) || source.asked().as(path, As.NAMES)) {
      return origin.isPresent() ? Optional.empty() : standard(key);
    }
    Optional<String> value = value(path);
    return value.isPresent() && origin.isPresent()
        ? Optional.of(format(path + ": " + masked(path, value.get()), origin.get()))
        : standard(key);
  }

  private Optional<String> value(String path) {
    boolean list =
        source.asked().as(path, As.LIST)
            && (source.find(path).isEmpty()
                || document.node(path).filter(n -> n.kind() == Kind.LIST).isPresent());
    return list
        ? source.findList(path).map(EffectiveValues::joined)
        : source.find(path).map(Value::text);
  }

  private static String joined(List<Value> values) {
    return values.stream().map(Value::text).collect(Collectors.joining(", ", "[", "]"));
  }

  private static Optional<String> standard(Optional<Contract.Key> key) {
    return key.filter(k -> !k.standard().isEmpty() && !k.path().contains("*"))
        .map(k -> format(k.path() + ": " + k.standard(), "default"));
  }

  /** What a reader says is secret, and what is called so: its reader may be missing. */
  private String masked(String path, String value) {
    boolean named =
        SECRETIVE.matcher(Document.lastOf(path)).matches() && !path.equals(FILE_OF_A_KEY);
    return source.asked().isConcealed(path) || named
        ? MASK
        : USER_INFORMATION.matcher(value).replaceAll(MASK + "@");
  }

  private static String format(String setting, String origin) {
    return setting + " ".repeat(Math.max(1, COLUMN - setting.length())) + " # " + origin;
  }
}
