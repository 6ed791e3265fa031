package dev.oidcproxy.application.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("S27")
class MirroredHeadersTest {

  private static final McpMessage CALL = message("tools/call", "wetter_grüß", null);

  @Test
  void what_was_not_sent_says_nothing() {
    assertThat(MirroredHeaders.NONE.agree(CALL)).isTrue();
    assertThat(MirroredHeaders.NONE.agree(message(null, null, null))).isTrue();
  }

  @Test
  void a_method_that_is_not_the_bodys_is_a_mismatch() {
    assertThat(methods("tools/call").agree(CALL)).isTrue();
    assertThat(methods("tools/list").agree(CALL)).isFalse();
    assertThat(methods("Tools/Call").agree(CALL)).isFalse();
    assertThat(methods("tools/call", "ping").agree(CALL)).isFalse();
    assertThat(methods("tools/call").agree(message(null, null, null))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "echo, echo, true",
    "echo, Echo, false",
    "echo, '', false",
    "echo, =?base64?ZWNobw==?=, true",
    "echo, =?BASE64?ZWNobw==?=, false",
    "echo, =?base64?ZWNobw?=, true",
    "echo, =?base64?ZWNobw==, false",
    "echo, =?base64?%%?=, false",
    "echo, =?base64?/w==?=, false",
    "wetter_grüß, =?base64?d2V0dGVyX2dyw7zDnw==?=, true",
    "wetter_grüß, wetter_grüß, false",
    "' padded ', =?base64?IHBhZGRlZCA=?=, true",
    "=?base64?literal?=, =?base64?literal?=, false",
    "=?base64?literal?=, =?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=, true"
  })
  void a_name_is_decoded_before_it_is_compared(String body, String header, boolean agrees) {
    assertThat(names(header).agree(message("tools/call", body, null))).isEqualTo(agrees);
    assertThat(names(header).agree(message("prompts/get", body, null))).isEqualTo(agrees);
    assertThat(names(header).agree(message("resources/read", null, body))).isEqualTo(agrees);
  }

  @Test
  void a_name_without_one_in_the_body_is_a_mismatch() {
    assertThat(names("x").agree(message("resources/read", "x", null))).isFalse();
    assertThat(names("x").agree(message("tasks/get", null, null))).isTrue();
  }

  private static MirroredHeaders methods(String... methods) {
    return new MirroredHeaders(List.of(methods), List.of());
  }

  private static MirroredHeaders names(String... names) {
    return new MirroredHeaders(List.of(), List.of(names));
  }

  private static McpMessage message(String method, String name, String uri) {
    return new McpMessage(
        Optional.ofNullable(method),
        Optional.ofNullable(name),
        Optional.ofNullable(uri),
        Optional.empty());
  }
}
