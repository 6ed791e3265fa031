package dev.oidcproxy.application.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.access.ScopeHierarchy;
import dev.oidcproxy.domain.value.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScopeHierarchyReaderTest {

  @Test
  void scopes_imply_those_beside_them() {
    assertThat(
            Reading.minimal()
                .and("scope_hierarchy.admin", "read,write")
                .settings()
                .scopeHierarchy())
        .isEqualTo(ScopeHierarchy.of(Map.of(new Scope("admin"), Scope.parse("read write"))));
  }

  @Test
  void a_circle_is_a_problem_that_names_it() {
    assertThat(
            Reading.minimal()
                .and("scope_hierarchy.a", "b")
                .and("scope_hierarchy.b", "a")
                .problems())
        .containsExactly(
            "scope_hierarchy: goes in a circle, so that these would be one scope: a -> b -> a");
  }

  @Test
  void what_is_no_scope_is_a_problem() {
    assertThat(Reading.minimal().and("scope_hierarchy.a\"", "b").problems())
        .singleElement()
        .asString()
        .startsWith("scope_hierarchy: must name scopes");
    assertThat(Reading.minimal().and("scope_hierarchy.a", "\"").problems())
        .singleElement()
        .asString()
        .contains("scope_hierarchy.a: must be scopes");
  }
}
