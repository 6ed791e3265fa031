package dev.oidcproxy.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.oidcproxy.domain.value.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolPatternTest {

  @ParameterizedTest
  @CsvSource({
    "delete_note, delete_note, true",
    "delete_note, delete_notes, false",
    "delete_note, Delete_note, false",
    "delete_*, delete_, true",
    "delete_*, delete_note, true",
    "delete_*, undelete_note, false",
    "*_note, delete_note, true",
    "*_note, delete_note2, false",
    "*, anything at all, true",
    "a*b*c, abc, true",
    "a*b*c, a.b.b.c, true",
    "a*b*c, acb, false",
    "ab*bc, abc, false",
    "**, x, true",
    "a.c, abc, false",
    "a?c, abc, false"
  })
  void a_star_is_any_characters_and_the_rest_itself(String pattern, String name, boolean matches) {
    assertThat(new ToolPattern(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void no_name_makes_it_slow() {
    ToolPattern pattern = new ToolPattern("a*".repeat(127) + "b");

    Assertions.assertTimeout(
        Duration.ofSeconds(30), () -> assertThat(pattern.matches("a".repeat(1 << 20))).isFalse());
  }

  @Test
  void what_is_no_pattern_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ToolPattern(""));
    assertThatIllegalArgumentException().isThrownBy(() -> new ToolPattern("a".repeat(257)));
  }

  @Test
  void every_rule_that_matches_counts() {
    ToolPolicy policy =
        new ToolPolicy(
            List.of(rule("*_note", "notes"), rule("delete_*", "delete"), rule("other", "other")));

    assertThat(policy.scopes("delete_note")).containsExactly(scope("notes"), scope("delete"));
    assertThat(policy.scopes("read_book")).isEmpty();
    assertThat(policy.scopes()).containsExactly(scope("notes"), scope("delete"), scope("other"));
  }

  @Test
  void a_tool_is_allowed_when_every_rule_that_matches_is_covered() {
    ToolPolicy policy =
        new ToolPolicy(List.of(rule("*_note", "notes"), rule("delete_*", "delete")));
    Set<Scope> held = Set.of(scope("notes"));

    assertThat(policy.allows("read_note", held::containsAll)).isTrue();
    assertThat(policy.allows("delete_note", held::containsAll)).isFalse();
    assertThat(policy.allows("delete_book", held::containsAll)).isFalse();
    assertThat(policy.allows("read_book", none -> false)).isTrue();
  }

  @Test
  void a_rule_asks_for_something_that_a_token_can_have() {
    ToolPattern any = new ToolPattern("*");

    assertThatIllegalArgumentException().isThrownBy(() -> new ToolRule(any, Set.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ToolRule(any, Set.of(Scope.OFFLINE_ACCESS)));
  }

  private static ToolRule rule(String pattern, String scope) {
    return new ToolRule(new ToolPattern(pattern), Set.of(scope(scope)));
  }

  private static Scope scope(String value) {
    return new Scope(value);
  }
}
