package dev.oidcproxy.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.value.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeHierarchyTest {

  private final ScopeHierarchy hierarchy =
      ScopeHierarchy.of(direct("admin", "write", "write", "read", "owner", "admin audit"));

  @Test
  void a_scope_implies_what_those_it_implies_imply() {
    assertThat(hierarchy.covers(set("admin"), set("read write admin"))).isTrue();
    assertThat(hierarchy.covers(set("owner"), set("read audit"))).isTrue();
    assertThat(hierarchy.covers(set("write audit"), set("read audit"))).isTrue();
  }

  @Test
  void nothing_is_implied_upwards_or_sideways() {
    assertThat(hierarchy.covers(set("read"), set("write"))).isFalse();
    assertThat(hierarchy.covers(set("admin"), set("audit"))).isFalse();
    assertThat(hierarchy.covers(set("admin"), set("read audit"))).isFalse();
    assertThat(hierarchy.covers(set(""), set("read"))).isFalse();
  }

  @Test
  void without_one_every_scope_stands_for_itself() {
    assertThat(ScopeHierarchy.FLAT.covers(set("admin"), set("read"))).isFalse();
    assertThat(ScopeHierarchy.FLAT.covers(set("admin read"), set("read"))).isTrue();
    assertThat(ScopeHierarchy.FLAT.covers(set(""), set(""))).isTrue();
  }

  @Test
  void a_circle_is_refused_and_named() {
    assertThatThrownBy(() -> ScopeHierarchy.of(direct("a", "b", "b", "c", "c", "b")))
        .isInstanceOf(ScopeHierarchy.CycleException.class)
        .hasMessage("b -> c -> b");
    assertThatThrownBy(() -> ScopeHierarchy.of(direct("a", "a"))).hasMessage("a -> a");
  }

  private static Map<Scope, Set<Scope>> direct(String... scopesAndImplied) {
    Map<Scope, Set<Scope>> direct = new LinkedHashMap<>();
    for (int i = 0; i < scopesAndImplied.length; i += 2) {
      direct.put(new Scope(scopesAndImplied[i]), set(scopesAndImplied[i + 1]));
    }
    return direct;
  }

  private static Set<Scope> set(String scopes) {
    return Scope.parse(scopes);
  }
}
