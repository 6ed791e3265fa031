package dev.oidcproxy.domain.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ScopeTest {

  @Test
  void a_list_keeps_its_order_and_names_each_scope_once() {
    assertThat(Scope.parse("b a  b c")).extracting(Scope::value).containsExactly("b", "a", "c");
  }

  @Test
  void empty_text_is_no_scope() {
    assertThat(Scope.parse("")).isEmpty();
    assertThat(Scope.parse("   ")).isEmpty();
  }

  @Test
  void a_list_with_an_impossible_character_is_refused_in_constant_words() {
    for (String bad : List.of("a\tb", "a\nb", "a\"b", "a\\b", "é", "a\u0000", "\u007f")) {
      assertThatThrownBy(() -> Scope.parse("openid " + bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not a scope token");
    }
  }

  @Test
  void a_scope_has_an_end() {
    assertThat(Scope.wellFormed("a".repeat(256))).isTrue();
    assertThat(Scope.wellFormed("a".repeat(257))).isFalse();
    assertThat(Scope.wellFormed("")).isFalse();
  }

  @Property(tries = 300)
  void what_was_joined_is_parsed_again(@ForAll("scopes") List<String> values) {
    Set<Scope> scopes = new LinkedHashSet<>();
    values.forEach(value -> scopes.add(new Scope(value)));
    assertThat(Scope.parse(Scope.join(scopes))).containsExactlyElementsOf(scopes);
  }

  @Property(tries = 300)
  void union_and_difference_are_those_of_sets(
      @ForAll("scopes") List<String> one, @ForAll("scopes") List<String> other) {
    Set<Scope> first = Scope.parse(String.join(" ", one));
    Set<Scope> second = Scope.parse(String.join(" ", other));
    assertThat(Scope.union(first, second)).containsAll(first).containsAll(second);
    assertThat(Scope.union(first, second).stream().limit(first.size()))
        .containsExactlyElementsOf(first);
    assertThat(Scope.without(first, second)).doesNotContainAnyElementsOf(withOneMore(second));
    assertThat(Scope.union(Scope.without(first, second), second)).containsAll(first);
  }

  private static Set<Scope> withOneMore(Set<Scope> scopes) {
    return Scope.union(scopes, List.of(new Scope("never-generated!")));
  }

  @Provide
  Arbitrary<List<String>> scopes() {
    return Arbitraries.strings()
        .withChars("abc:/._-")
        .ofMinLength(1)
        .ofMaxLength(3)
        .list()
        .ofMaxSize(6);
  }

  @Test
  void scopes_that_others_wrote_are_read_as_far_as_they_are_some() {
    assertThat(Scope.in(List.of("read  write", "b\"ad", "", "read")))
        .containsExactly(new Scope("read"), new Scope("write"));
  }
}
