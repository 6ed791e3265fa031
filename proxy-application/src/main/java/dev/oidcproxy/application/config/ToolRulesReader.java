package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.access.ToolPattern;
import dev.oidcproxy.domain.access.ToolPolicy;
import dev.oidcproxy.domain.access.ToolRule;
import dev.oidcproxy.domain.value.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code tools} of a resource: which scopes its tools need. */
final class ToolRulesReader {

  private ToolRulesReader() {}

  static ToolPolicy read(ConfigReader resource) {
    List<ToolRule> rules = new ArrayList<>();
    for (ConfigReader section : resource.sections("tools")) {
      rule(section).ifPresent(rules::add);
    }
    return new ToolPolicy(rules);
  }

  private static Optional<ToolRule> rule(ConfigReader section) {
    Optional<ToolPattern> name =
        section.parsed(
            "name",
            "the name of a tool, in which * stands for any characters, at most 256 long",
            ToolPattern::new);
    if (section.text("name").isEmpty()) {
      section.problem("name", "is missing: the name of a tool, for example delete_*");
    }
    Optional<Set<Scope>> scopes = ScopeList.read(section, "scopes");
    if (scopes.isEmpty() ? !section.has("scopes") : scopes.get().isEmpty()) {
      section.problem("scopes", "is missing: what a token must carry to call this tool");
      return Optional.empty();
    }
    if (scopes.filter(s -> s.contains(Scope.OFFLINE_ACCESS)).isPresent()) {
      section.problem("scopes", "must not name offline_access: no tool can need it");
      return Optional.empty();
    }
    return name.flatMap(pattern -> scopes.map(s -> new ToolRule(pattern, s)));
  }
}
