package dev.oidcproxy.application.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.access.ToolPattern;
import dev.oidcproxy.domain.access.ToolPolicy;
import dev.oidcproxy.domain.access.ToolRule;
import dev.oidcproxy.domain.value.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolRulesReaderTest {

  private static Reading tool(String name, String scopes) {
    Reading reading =
        Reading.minimal()
            .and("resources.0.path", "/mcp")
            .and("resources.0.backend", "http://127.0.0.1:9000/mcp");
    if (name != null) {
      reading.and("resources.0.tools.0.name", name);
    }
    return scopes == null ? reading : reading.and("resources.0.tools.0.scopes", scopes);
  }

  @Test
  void rules_are_read_in_order() {
    Reading two =
        tool("delete_*", "delete,admin")
            .and("resources.0.tools.1.name", "read")
            .and("resources.0.tools.1.scopes", "read");

    assertThat(two.settings().protectedResources().getFirst().tools())
        .isEqualTo(
            new ToolPolicy(
                List.of(
                    new ToolRule(new ToolPattern("delete_*"), Scope.parse("delete admin")),
                    new ToolRule(new ToolPattern("read"), Scope.parse("read")))));
  }

  @Test
  void a_rule_has_a_name_and_scopes() {
    assertThat(tool(null, "read").problems())
        .containsExactly(
            "resources.0.tools.0.name: is missing: the name of a tool, for example delete_*");
    assertThat(tool("x", null).problems())
        .containsExactly(
            "resources.0.tools.0.scopes: is missing: what a token must carry to call this tool");
    assertThat(tool("x", "[]").problems()).singleElement().asString().contains("is missing");
  }

  @Test
  void what_cannot_be_used_is_a_problem() {
    assertThat(tool("x".repeat(257), "read").problems())
        .singleElement()
        .asString()
        .contains("tools.0.name: must be the name of a tool");
    assertThat(tool("x", "offline_access").problems())
        .singleElement()
        .asString()
        .contains("must not name offline_access");
    assertThat(tool("x", "\"").problems())
        .singleElement()
        .asString()
        .contains("tools.0.scopes: must be scopes");
  }
}
