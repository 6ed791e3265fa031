package dev.oidcproxy.domain.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsTest {

  @Test
  void plain_values_and_lists_of_texts_are_claims() {
    Map<String, Object> values =
        Map.of("t", "x", "n", 5L, "d", 1.5, "b", true, "l", List.of("x", ""), "e", List.of());

    assertThat(new Claims(values).values()).isEqualTo(values);
  }

  @Test
  void a_number_is_the_same_however_json_was_read() {
    assertThat(new Claims(Map.of("n", 5)))
        .isEqualTo(new Claims(Map.of("n", 5L)))
        .isEqualTo(new Claims(Map.of("n", BigInteger.valueOf(5))));
  }

  @Test
  void nothing_else_is() {
    Map<String, Object> others = new HashMap<>();
    others.put("object", Map.of("a", "b"));
    others.put("numbers", List.of(1, 2));
    others.put("mixed", List.of("a", 1));
    others.put("large", BigInteger.TWO.pow(64));
    others.put("infinite", Double.POSITIVE_INFINITY);
    others.put("null", null);

    assertThat(Claims.ofUsable(others)).isEqualTo(Claims.NONE);
    others.forEach((name, value) -> {
      Map<String, Object> one = new HashMap<>();
      one.put(name, value);
      assertThatThrownBy(() -> new Claims(one)).isInstanceOf(IllegalArgumentException.class);
    });
  }

  @Test
  void what_is_said_of_a_person_is_in_no_text_of_it() {
    assertThat(new Claims(Map.of("department", "canary"))).hasToString("Claims[department]");
  }
}
