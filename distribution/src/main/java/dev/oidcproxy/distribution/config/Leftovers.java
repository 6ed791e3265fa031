package dev.oidcproxy.distribution.config;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.distribution.config.Asked.As;
import dev.oidcproxy.distribution.config.Document.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What no reader asked for: keys nobody knows, keys of a later version, and values of another shape
 * than the reader expects. To be looked at when all readers are done.
 */
final class Leftovers {

  private static final String LATER =
      "this version does not have it yet, a later one brings it: remove it for now";

  private static final String NOT_HERE =
      "is a key of something else than what is configured here, and would have no effect";

  private final Document document;
  private final Environment environment;
  private final Asked asked;
  private final Set<String> unread;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param unread sections whose reader could not be found, so that nothing is known of their keys
   */
  Leftovers(Document document, Environment environment, Asked asked, Set<String> unread) {
    this.document = document;
    this.environment = environment;
    this.asked = asked;
    this.unread = unread;
  }

  List<Problem> find() {
    for (String path : document.nodes().keySet()) {
      if (!path.contains(".")) {
        check(path);
      }
    }
    environment.names().forEach(this::checkVariable);
    return problems;
  }

  private void check(String path) {
    Document.Node node = document.nodes().get(path);
    if (asked.as(path, As.TEXT) || asked.as(path, As.LIST)) {
      checkValue(path, node);
    } else if (asked.as(path, As.SECTIONS)) {
      checkShape(path, node, Kind.LIST, "must be a list of sections, each beginning with a dash");
    } else if (asked.as(path, As.NAMES)) {
      checkShape(path, node, Kind.SECTION, "must be a section of names and values");
    } else if (asked.isSection(path) || isContractSection(path)) {
      checkShape(path, node, Kind.SECTION, "must be a section with keys of its own");
    } else if (!unread.contains(Document.parentOf(path))) {
      checkUnasked(path, node);
    }
  }

  private void checkValue(String path, Document.Node node) {
    boolean list = asked.as(path, As.LIST);
    if (node.kind() == Kind.SECTION) {
      problem(path, node, list ? "must be a list of values" : "must be one value, not a section");
    } else if (node.kind() == Kind.LIST && !list) {
      problem(path, node, "must be one value, not a list");
    } else if (node.children().stream()
        .anyMatch(c -> document.nodes().get(c).kind() != Kind.VALUE)) {
      problem(path, node, "must be a list of plain values");
    }
  }

  /** Items of a list of sections are sections that the reader has asked for one by one. */
  private void checkShape(String path, Document.Node node, Kind kind, String otherwise) {
    if (node.kind() == kind) {
      node.children().forEach(this::check);
    } else if (node.kind() != Kind.NOTHING) {
      problem(path, node, otherwise);
    }
  }

  private void checkUnasked(String path, Document.Node node) {
    Optional<Contract.Key> key = Contract.find(path);
    if (key.isEmpty()) {
      problem(path, node, "is not a key" + suggestion(path, knownPaths()));
    } else if (!key.get().isLater()) {
      problem(path, node, NOT_HERE);
    } else if (!document.isVacant(path) && !key.get().isOff(node.text())) {
      problem(path, node, LATER);
    }
  }

  private void checkVariable(String variable) {
    Set<String> known = new TreeSet<>();
    asked.values().forEach(path -> known.add(Environment.nameOf(path)));
    asked.all(As.SECTIONS).forEach(path -> known.add(Environment.nameOf(path)));
    boolean item =
        asked.all(As.LIST).stream()
            .anyMatch(p -> variable.matches(Environment.nameOf(p) + "_\\d+"));
    boolean noneKnown =
        unread.stream().anyMatch(section -> variable.startsWith(Environment.nameOf(section) + "_"));
    if (known.contains(variable) || item || noneKnown) {
      return;
    }
    Optional<Contract.Key> key = Contract.findVariable(variable);
    String value = environment.valueOf(variable).strip();
    if (key.isEmpty()) {
      variableProblem(variable, "is not a key" + variableSuggestion(variable));
    } else if (!key.get().isLater()) {
      variableProblem(variable, NOT_HERE);
    } else if (!Set.of("[]", "{}").contains(value) && !key.get().isOff(value)) {
      variableProblem(variable, LATER);
    }
  }

  /** Every key that there could be, and the sections they are in. */
  private Set<String> knownPaths() {
    Set<String> known = new TreeSet<>(asked.values());
    known.addAll(asked.all(As.SECTIONS));
    known.addAll(asked.all(As.NAMES));
    Contract.keys().stream().filter(k -> !k.path().contains("*")).forEach(k -> known.add(k.path()));
    for (String path : Set.copyOf(known)) {
      for (String up = Document.parentOf(path); !up.isEmpty(); up = Document.parentOf(up)) {
        known.add(up);
      }
    }
    known.removeIf(path -> Document.lastOf(path).matches("\\d+"));
    return known;
  }

  private static boolean isContractSection(String path) {
    return Contract.keys().stream().anyMatch(key -> key.path().startsWith(path + "."));
  }

  private String variableSuggestion(String variable) {
    Set<String> known = new TreeSet<>();
    knownPaths().forEach(path -> known.add(Environment.shortNameOf(path)));
    String written = Environment.shortNameOf(variable.substring(Environment.PREFIX.length()));
    return NearestKey.of(written, known)
        .map(name -> ": did you mean " + Environment.PREFIX + name + "?")
        .orElse("");
  }

  private static String suggestion(String written, Set<String> known) {
    return NearestKey.of(written, known)
        .map(key -> ": did you mean " + key + "?")
        .orElse(": the annotated sample configuration has all of them");
  }

  private void problem(String path, Document.Node node, String message) {
    problems.add(new Problem(path, Optional.of(document.origin(node)), message));
  }

  private void variableProblem(String variable, String message) {
    problems.add(new Problem(variable, Optional.of("environment"), message));
  }
}
