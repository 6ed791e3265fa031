package dev.oidcproxy.distribution.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration file as it was written.
 *
 * @param name for a person
 * @param nodes by path, in the order of the file
 */
record Document(String name, Map<String, Node> nodes) {

  static final Document NONE = new Document("", Map.of());

  /** What a node is. */
  enum Kind {
    VALUE,
    LIST,
    SECTION,
    /** A key without a value, which counts as absent. */
    NOTHING
  }

  /**
   * @param text of a {@link Kind#VALUE}; empty for all others
   * @param children paths of what is inside a list or a section
   */
  record Node(Kind kind, String text, int line, List<String> children) {}

  Optional<Node> node(String path) {
    return Optional.ofNullable(nodes.get(path));
  }

  /** The last key of a path. */
  static String lastOf(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** The path without its last key; empty for a key of the root. */
  static String parentOf(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  String origin(Node node) {
    return name + " line " + node.line();
  }

  /** Whether a node says as much as an absent one: nothing, or a list or section of nothing. */
  boolean isVacant(String path) {
    return node(path)
        .map(node ->
            switch (node.kind()) {
              case NOTHING -> true;
              case VALUE -> node.text().isBlank();
              case LIST, SECTION -> node.children().stream().allMatch(this::isVacant);
            })
        .orElse(true);
  }
}
