package dev.oidcproxy.distribution.config;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.distribution.config.Document.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Makes a {@link Document} of YAML text. Nodes are composed, not constructed: lines stay known. */
final class YamlReader {

  /** More than the keys of any plugin need, and an end to an alias that contains itself. */
  private static final int DEEPEST = 12;

  private static final String ROOT = "configuration";

  private final String name;
  private final Interpolation interpolation;
  private final List<Problem> problems;
  private final Map<String, Document.Node> nodes = new LinkedHashMap<>();

  YamlReader(String name, Interpolation interpolation, List<Problem> problems) {
    this.name = name;
    this.interpolation = interpolation;
    this.problems = problems;
  }

  Document read(String yaml) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(name).setSchema(new CoreSchema()).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(yaml);
      root.filter(node -> !isNull(node)).ifPresent(this::addRoot);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      problem(ROOT, line, "is not YAML here: " + advice(e.getProblem()));
    } catch (YamlEngineException e) {
      problem(ROOT, 1, "is not YAML: it must be one UTF-8 text without control characters");
    }
    return new Document(name, nodes);
  }

  /** In our own words, because the parser's quote the file, and so perhaps a secret. */
  private static String advice(String problem) {
    if (problem.contains("TAB")) {
      return "a tab cannot indent or separate; use spaces";
    }
    if (problem.contains("alias") || problem.contains("cannot start any token")) {
      return "put a value that begins with a special character such as * & @ % ` in quotes";
    }
    if (problem.contains("another document")) {
      return "there must be one document, so no line --- between others";
    }
    return "check indentation, colons and quotes of this line and the one before";
  }

  private void addRoot(Node root) {
    if (root instanceof MappingNode mapping) {
      entries("", mapping, 0);
    } else {
      problem(ROOT, line(root), "must be keys and values, for example base_url: https://…");
    }
  }

  private void add(String path, Node node, int depth) {
    if (depth > DEEPEST) {
      problem(path, line(node), "is nested too deeply");
      return;
    }
    switch (node) {
      case MappingNode mapping -> {
        put(path, Kind.SECTION, "", mapping);
        setChildren(path, entries(path + ".", mapping, depth));
      }
      case SequenceNode sequence -> {
        put(path, Kind.LIST, "", sequence);
        setChildren(path, items(path + ".", sequence, depth));
      }
      case ScalarNode scalar when !isNull(scalar) -> {
        String text =
            interpolation.apply(scalar.getValue(), words -> problem(path, line(scalar), words));
        put(path, Kind.VALUE, text, scalar);
      }
      default -> put(path, Kind.NOTHING, "", node);
    }
  }

  private List<String> entries(String prefix, MappingNode mapping, int depth) {
    List<String> children = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problem(
            prefix.isEmpty() ? ROOT : prefix, line(tuple.getKeyNode()), "a key must be one word");
        continue;
      }
      String path = prefix + key.getValue();
      Document.Node earlier = nodes.get(path);
      if (earlier != null) {
        problem(path, line(key), "is given twice: line " + earlier.line() + " has it too");
        continue;
      }
      add(path, tuple.getValueNode(), depth + 1);
      at(path, line(key));
      children.add(path);
    }
    return children;
  }

  private List<String> items(String prefix, SequenceNode sequence, int depth) {
    List<String> children = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      String path = prefix + children.size();
      add(path, item, depth + 1);
      children.add(path);
    }
    return children;
  }

  private void put(String path, Kind kind, String text, Node node) {
    nodes.put(path, new Document.Node(kind, text, line(node), List.of()));
  }

  private void setChildren(String path, List<String> children) {
    nodes.computeIfPresent(
        path, (p, n) -> new Document.Node(n.kind(), n.text(), n.line(), List.copyOf(children)));
  }

  /** A key and its value may be on different lines; a person looks for the key. */
  private void at(String path, int line) {
    nodes.computeIfPresent(
        path, (p, n) -> new Document.Node(n.kind(), n.text(), line, n.children()));
  }

  private void problem(String path, int line, String message) {
    problems.add(new Problem(path, Optional.of(name + " line " + line), message));
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
