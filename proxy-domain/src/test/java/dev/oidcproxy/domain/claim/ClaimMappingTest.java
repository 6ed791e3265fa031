package dev.oidcproxy.domain.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.claim.ClaimMapping.Mapped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimMappingTest {

  @Test
  void claims_go_on_under_our_names() {
    ClaimMapping mapping = mapping("roles", "realm_access.roles", "dept", "department");
    Map<String, Object> said =
        Map.of(
            "realm_access", Map.of("roles", List.of("a", "b")), "department", "R&D", "other", "x");

    assertThat(mapping.map(said))
        .isEqualTo(
            new Mapped(new Claims(Map.of("roles", List.of("a", "b"), "dept", "R&D")), Map.of()));
  }

  @Test
  void what_is_absent_is_absent_and_nobodys_concern() {
    assertThat(mapping("dept", "department").map(Map.of("x", "y")))
        .isEqualTo(new Mapped(Claims.NONE, Map.of()));
  }

  @Test
  void what_is_no_claim_is_left_out_in_words_without_its_value() {
    Mapped mapped = mapping("o", "object").map(Map.of("object", Map.of("canary", "canary")));

    assertThat(mapped.claims()).isEqualTo(Claims.NONE);
    assertThat(mapped.leftOut()).containsOnlyKeys("o");
    assertThat(mapped.toString()).doesNotContain("canary");
  }

  @Test
  void one_claim_has_a_kibibyte_and_is_never_cut() {
    ClaimMapping mapping = mapping("abcd", "a");
    // Name, colon and quotes, value, comma.
    int most = ClaimMapping.MOST_BYTES - 10;

    assertThat(mapping.map(Map.of("a", "x".repeat(most))).claims().values()).hasSize(1);
    assertThat(mapping.map(Map.of("a", "x".repeat(most + 1))))
        .satisfies(mapped -> {
          assertThat(mapped.claims()).isEqualTo(Claims.NONE);
          assertThat(mapped.leftOut().get("abcd")).contains("1025 bytes", "1024");
        });
    assertThat(mapping.map(Map.of("a", Collections.nCopies(300, "role"))).leftOut()).hasSize(1);
  }

  @Test
  void what_is_written_longer_counts_longer() {
    ClaimMapping mapping = mapping("a", "a");

    assertThat(mapping.map(Map.of("a", "\u0001".repeat(200))).leftOut()).hasSize(1);
    assertThat(mapping.map(Map.of("a", "\u00f6".repeat(200))).leftOut()).hasSize(1);
    assertThat(mapping.map(Map.of("a", "o".repeat(200))).leftOut()).isEmpty();
  }

  @Test
  void all_together_have_two_and_the_first_come_first() {
    ClaimMapping mapping = mapping("a", "x", "b", "x", "c", "x", "d", "y");
    Mapped mapped = mapping.map(Map.of("x", "x".repeat(900), "y", "small"));

    assertThat(mapped.claims().values().keySet()).containsExactly("a", "b", "d");
    assertThat(mapped.leftOut().get("c")).contains("together", "2048");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iss",
        "sub",
        "aud",
        "exp",
        "nbf",
        "iat",
        "jti",
        "client_id",
        "scope",
        "gid",
        "cnf",
        "act",
        "Client-Id",
        "SUB",
        "active",
        "token_type",
        "",
        "1a",
        "a.b",
        "a b",
        "https://x",
        "ö"
      })
  void a_name_that_means_something_else_is_none(String name) {
    assertThat(ClaimMapping.objection(name)).isPresent();
    assertThatThrownBy(() -> mapping(name, "a")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void two_names_of_one_header_are_refused() {
    assertThatThrownBy(() -> mapping("tenant_id", "a", "Tenant-Id", "b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_mapped_no_more_does_not_go_on() {
    Claims taken = new Claims(Map.of("a", "1", "b", "2"));

    assertThat(mapping("a", "x").current(taken)).isEqualTo(new Claims(Map.of("a", "1")));
    assertThat(mapping("a", "x", "b", "y", "c", "z").current(taken)).isSameAs(taken);
  }

  private static ClaimMapping mapping(String... namesAndPaths) {
    Map<String, ClaimPath> paths = new LinkedHashMap<>();
    for (int i = 0; i < namesAndPaths.length; i += 2) {
      paths.put(namesAndPaths[i], ClaimPath.parse(namesAndPaths[i + 1]).orElseThrow());
    }
    return new ClaimMapping(paths);
  }
}
