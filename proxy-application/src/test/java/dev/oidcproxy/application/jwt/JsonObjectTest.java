package dev.oidcproxy.application.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonObjectTest {

  @Test
  void a_whole_number_reads_as_its_digits_and_nothing_else_does() {
    JsonObject object =
        object("{\"a\":583231,\"b\":123456789012345678901,\"c\":1.0,\"d\":true,\"e\":\"x\"}");
    assertThat(object.textOrWhole("a")).contains("583231");
    assertThat(object.textOrWhole("b")).contains("123456789012345678901");
    assertThat(object.textOrWhole("c")).isEmpty();
    assertThat(object.textOrWhole("d")).isEmpty();
    assertThat(object.textOrWhole("e")).contains("x");
  }

  @Test
  void a_path_leads_inside_unless_a_member_has_that_very_name() {
    JsonObject object =
        object("{\"user\":{\"id\":1,\"a.b\":2},\"https://x.example/id\":3,\"user.id\":4}");
    assertThat(object.select(List.of("user.id")).textOrWhole("user.id")).contains("4");
    assertThat(object.select(List.of("user.a.b")).textOrWhole("user.a.b")).contains("2");
    assertThat(object.select(List.of("https://x.example/id")).members()).hasSize(1);
    assertThat(object.select(List.of("user.none", "none.id", "user.id.x")).members()).isEmpty();
  }

  private static JsonObject object(String json) {
    return JsonObject.parse(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }
}
