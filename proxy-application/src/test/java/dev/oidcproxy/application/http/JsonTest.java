package dev.oidcproxy.application.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void an_object_is_read() {
    assertThat(read("{\"a\":[\"b\",null],\"c\":{\"d\":1}}"))
        .isEqualTo(Map.of("a", Arrays.asList("b", null), "c", Map.of("d", 1)));
    assertThat(read("{}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"text\"",
        "7",
        "{",
        "{\"a\":1",
        "{\"a\":1}}",
        "{\"a\":1}{\"b\":2}",
        "{\"a\":1,\"a\":2}",
        "{\"x\":{\"a\":1,\"\\u0061\":2}}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":01}",
        "{\"a\":1,}",
        "{/**/}",
        "{\"a\":\"\t\"}",
        "a=b",
        "<html>"
      })
  void everything_that_is_not_one_strict_object_is_refused(String text) {
    refused(text.getBytes(UTF_8));
  }

  @Test
  void nesting_has_an_end() {
    assertThat(read(nested(19))).isNotEmpty();
    refused(nested(21).getBytes(UTF_8));
    refused(nested(30_000).getBytes(UTF_8));
  }

  @Test
  void bytes_that_are_no_text_are_refused() {
    refused(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
    refused(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xae, '"', ':', '1', '}'});
  }

  @Property(tries = 300)
  void what_is_written_is_read(@ForAll String name, @ForAll String value) {
    if (UTF_8.newEncoder().canEncode(name + value)) {
      assertThat(Json.readObject(Json.write(Map.of(name, List.of(value)))))
          .isEqualTo(Map.of(name, List.of(value)));
    }
  }

  @Property(tries = 300)
  void no_bytes_end_in_anything_but_an_object_or_a_refusal(@ForAll byte[] bytes) {
    try {
      assertThat(Json.readObject(bytes)).isNotNull();
    } catch (OAuthException e) {
      assertThat(e.error()).isInstanceOf(OAuthError.InvalidRequest.class);
    }
  }

  private static Map<String, Object> read(String text) {
    return Json.readObject(text.getBytes(UTF_8));
  }

  private static void refused(byte[] bytes) {
    assertThatThrownBy(() -> Json.readObject(bytes))
        .isInstanceOf(OAuthException.class)
        .hasMessage("invalid_request: the body is not a JSON object")
        .hasNoCause();
  }

  private static String nested(int depth) {
    return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
  }
}
