package dev.oidcproxy.distribution.config;

import dev.oidcproxy.application.config.ConfigSource;
import dev.oidcproxy.distribution.config.Asked.As;
import dev.oidcproxy.distribution.config.Document.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The environment and, for what it does not have, the file. */
final class LayeredSource implements ConfigSource {

  private final Document document;
  private final Environment environment;
  private final Asked asked = new Asked();

  LayeredSource(Document document, Environment environment) {
    this.document = document;
    this.environment = environment;
  }

  Asked asked() {
    return asked;
  }

  @Override
  public Optional<Value> text(String path) {
    asked.add(path, As.TEXT);
    return find(path);
  }

  @Override
  public Optional<List<Value>> list(String path) {
    asked.add(path, As.LIST);
    return findList(path);
  }

  @Override
  public int sections(String path) {
    asked.add(path, As.SECTIONS);
    if (environment.value(path).filter(text -> text.strip().equals("[]")).isPresent()) {
      return 0;
    }
    int inFile =
        document
            .node(path)
            .filter(node -> node.kind() == Kind.LIST)
            .map(node -> node.children().size())
            .orElse(0);
    return Math.max(inFile, environment.items(path));
  }

  @Override
  public Set<String> names(String path) {
    asked.add(path, As.NAMES);
    Set<String> names = new LinkedHashSet<>();
    document
        .node(path)
        .filter(node -> node.kind() == Kind.SECTION)
        .ifPresent(node -> node.children().forEach(c -> names.add(c.substring(path.length() + 1))));
    names.addAll(environment.namesBelow(path));
    return names;
  }

  @Override
  public boolean has(String path) {
    return environment.has(path)
        || document.node(path).filter(node -> node.kind() != Kind.NOTHING).isPresent();
  }

  @Override
  public Optional<String> origin(String path) {
    if (environment.has(path)) {
      return Optional.of(Environment.origin(path));
    }
    for (String at = path; !at.isEmpty(); at = Document.parentOf(at)) {
      Optional<Document.Node> node = document.node(at);
      if (node.isPresent()) {
        return node.map(document::origin);
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> variable(String name) {
    return environment.variable(name);
  }

  @Override
  public void conceal(String path) {
    asked.conceal(path);
  }

  /** A value, whether or not a reader asks for it. */
  Optional<Value> find(String path) {
    return environment
        .value(path)
        .map(text -> new Value(text, Environment.origin(path)))
        .or(() ->
            document
                .node(path)
                .filter(node -> node.kind() == Kind.VALUE && !node.text().isBlank())
                .map(node -> new Value(node.text(), document.origin(node))));
  }

  /** A list, whether or not a reader asks for it. */
  Optional<List<Value>> findList(String path) {
    Optional<String> separated = environment.value(path);
    if (separated.isPresent()) {
      return separated.map(text -> split(path, text));
    }
    List<Value> byIndex = new ArrayList<>();
    for (int i = 0; i < environment.items(path); i++) {
      find(path + "." + i).ifPresent(byIndex::add);
    }
    return byIndex.isEmpty()
        ? document.node(path).flatMap(node -> inFile(path, node))
        : Optional.of(byIndex);
  }

  private Optional<List<Value>> inFile(String path, Document.Node node) {
    return switch (node.kind()) {
      case VALUE -> find(path).map(List::of);
      case LIST -> Optional.of(node.children().stream().flatMap(c -> find(c).stream()).toList());
      case SECTION, NOTHING -> Optional.empty();
    };
  }

  private static List<Value> split(String path, String text) {
    if (text.strip().equals("[]")) {
      return List.of();
    }
    List<Value> values = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        values.add(new Value(part.strip(), Environment.origin(path)));
      }
    }
    return values;
  }
}
