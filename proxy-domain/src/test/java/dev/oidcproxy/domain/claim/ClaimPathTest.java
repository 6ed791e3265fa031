package dev.oidcproxy.domain.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimPathTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "department, department",
        "realm_access.roles, realm_access|roles",
        "cognito:groups, cognito:groups",
        "resource_access.my-app.roles, resource_access|my-app|roles",
        "'\"a.b\".c', a.b|c",
        "'c.\"https://example.com/x\"', c|https://example.com/x",
        "https://example.com/roles, https://example.com/roles",
        "http://schemas.example/a.b, http://schemas.example/a.b",
        "'\" \"', ' '"
      })
  void a_path_is_read(String written, String names) {
    assertThat(ClaimPath.parse(written).orElseThrow().names())
        .isEqualTo(Arrays.asList(names.split("\\|")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a.",
        ".a",
        "a..b",
        "a b",
        "\"",
        "\"\"",
        "\"a",
        "\"a\"b",
        "a\"b\"",
        "a\nb",
        "\"a\nb\"",
        "https://a b",
        "a.b.c.d.e.f.g.h.i.j.k"
      })
  void what_is_no_path_is_none(String written) {
    assertThat(ClaimPath.parse(written)).isEmpty();
  }

  @Test
  void a_path_has_an_end() {
    assertThat(ClaimPath.parse("a".repeat(256))).isPresent();
    assertThat(ClaimPath.parse("a".repeat(257))).isEmpty();
  }

  @Test
  void a_value_is_found_inside_objects_and_nowhere_else() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("realm_access", Map.of("roles", List.of("a")));
    claims.put("realm_access.roles", "a name with a dot");
    claims.put("list", List.of(Map.of("roles", "b")));
    claims.put("nothing", null);

    assertThat(find("realm_access.roles", claims)).isEqualTo(List.of("a"));
    assertThat(find("\"realm_access.roles\"", claims)).isEqualTo("a name with a dot");
    for (String nowhere :
        List.of("roles", "realm_access.x", "list.roles", "nothing", "nothing.x")) {
      assertThat(find(nowhere, claims)).as(nowhere).isNull();
    }
  }

  private static Object find(String path, Map<String, Object> claims) {
    return ClaimPath.parse(path).orElseThrow().find(claims).orElse(null);
  }
}
