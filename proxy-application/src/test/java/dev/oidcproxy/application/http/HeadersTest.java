package dev.oidcproxy.application.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {

  @Test
  void names_are_found_in_any_case() {
    Headers headers = Headers.none().with("Content-Type", "a").with("content-type", "b");
    assertThat(headers.first("CONTENT-TYPE")).contains("a");
    assertThat(headers.all("Content-type")).containsExactly("a", "b");
    assertThat(headers.asMap()).hasSize(1);
    assertThat(headers.first("Accept")).isEmpty();
  }

  @Test
  void no_spelling_of_a_name_hides_the_values_of_another() {
    Map<String, List<String>> received = new LinkedHashMap<>();
    received.put("Cookie", List.of("a"));
    received.put("COOKIE", List.of("b", "c"));
    assertThat(Headers.of(received).all("cookie")).containsExactly("a", "b", "c");
  }

  @Test
  void headers_do_not_change() {
    Headers one = Headers.none().with("A", "1");
    Headers two = one.with("A", "2");
    assertThat(one.all("A")).containsExactly("1");
    assertThat(two.all("A")).containsExactly("1", "2");
    assertThat(Headers.none().asMap()).isEmpty();
    assertThatThrownBy(() -> two.asMap().clear()).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> two.all("A").clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
