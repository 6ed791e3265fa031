package dev.oidcproxy.application.gateway.message;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class McpMessagesTest {

  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\","
          + "\"arguments\":{\"name\":\"other\",\"method\":\"x\",\"a\":[{\"b\":[1,2.5e3,null]}]}}}";

  @Test
  void a_call_names_its_tool() throws Exception {
    assertThat(McpMessages.read(CALL.getBytes(UTF_8)))
        .containsExactly(
            new McpMessage(
                Optional.of("tools/call"), Optional.of("echo"), Optional.empty(), Optional.of(7L)));
  }

  @Test
  void the_order_of_members_does_not_matter() throws Exception {
    assertThat(tool("{\"params\":{\"arguments\":{},\"name\":\"t\"},\"method\":\"tools/call\"}"))
        .contains("t");
    assertThat(tool("{\"params\":{\"n\\u0061me\":\"\\u0074\"},\"m\\u0065thod\":\"tools\\/call\"}"))
        .contains("t");
  }

  @Test
  void every_entry_of_a_batch_counts() throws Exception {
    var batch = McpMessages.read(("[{\"method\":\"ping\"}," + CALL + "]").getBytes(UTF_8));

    assertThat(batch).hasSize(2);
    assertThat(batch.get(0).tool()).isEmpty();
    assertThat(batch.get(1).tool()).contains("echo");
    assertThat(McpMessages.read("[]".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void what_calls_no_tool_is_left_alone() throws Exception {
    assertThat(tool("{\"method\":\"tools/list\",\"params\":{\"Name\":\"x\"}}")).isEmpty();
    assertThat(tool("{\"method\":\"x\",\"params\":[1]}")).isEmpty();
    assertThat(tool("{\"id\":1,\"result\":{\"method\":\"tools/call\"}}")).isEmpty();
    assertThat(McpMessages.read(new byte[0])).isEmpty();
  }

  @Test
  void only_an_id_that_is_safe_is_kept() throws Exception {
    assertThat(id("\"a-1\"")).contains("a-1");
    assertThat(id("\"<b>\"")).isEmpty();
    assertThat(id("12345678901234567890")).isEmpty();
    assertThat(id("{\"a\":1}")).isEmpty();
    assertThat(id("null")).isEmpty();
  }

  @ParameterizedTest
  @Tag("S27")
  @ValueSource(
      strings = {
        "{\"method\":\"ping\",\"method\":\"tools/call\"}",
        "{\"method\":\"ping\",\"m\\u0065thod\":\"tools/call\"}",
        "{\"method\":\"x\",\"params\":{\"name\":\"a\",\"name\":\"b\"}}",
        "{\"method\":\"x\",\"params\":{\"a\":{\"b\":1,\"b\":2}}}",
        "{\"method\":\"ping\"}{\"method\":\"tools/call\"}",
        "{\"method\":\"ping\"} x",
        "{\"method\":\"ping\"",
        "{\"method\":\"ping\",}",
        "{'method':'ping'}",
        "{method:\"ping\"}",
        "{\"method\":\"ping\",\"id\":NaN}",
        "{\"method\":\"ping\" /* c */}",
        "\u0000{\"method\":\"ping\"}",
        "\ufeff{\"method\":\"ping\"}",
        "method=ping",
        " "
      })
  void what_two_parsers_could_read_differently_is_not_read(String body) {
    refused(body.getBytes(UTF_8), body.isBlank() ? -32600 : -32700);
  }

  @ParameterizedTest
  @Tag("S27")
  @ValueSource(
      strings = {
        "{\"method\":\"ping\",\"Method\":\"tools/call\"}",
        "{\"METHOD\":\"tools/call\"}",
        "{\"method\":\"x\",\"param\u017f\":{}}",
        "{\"method\":[\"tools/call\"]}",
        "{\"method\":null}",
        "[[{\"method\":\"tools/call\"}]]",
        "[1]",
        "\"tools/call\"",
        "null"
      })
  void what_only_looks_like_a_method_is_refused(String body) {
    refused(body.getBytes(UTF_8), -32600);
  }

  @ParameterizedTest
  @Tag("S27")
  @ValueSource(
      strings = {
        "{\"method\":\"tools/call\"}",
        "{\"method\":\"tools/call\",\"params\":[\"echo\"]}",
        "{\"method\":\"tools/call\",\"params\":{}}",
        "{\"method\":\"tools/call\",\"params\":{\"name\":1}}",
        "{\"method\":\"tools/call\",\"params\":{\"name\":\"read\",\"Name\":\"delete\"}}",
        "{\"params\":{\"name\":\"read\",\"NAME\":\"delete\"},\"method\":\"tools/call\"}"
      })
  void a_call_without_one_clear_tool_is_refused(String body) {
    refused(body.getBytes(UTF_8), -32602);
  }

  @Test
  @Tag("S27")
  void only_utf_8_is_read() {
    refused(CALL.getBytes(UTF_16LE), -32700);
    refused(new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'}, -32700);
    refused(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, -32700);
  }

  @Test
  @Tag("S27")
  void a_deep_nest_is_not_climbed() throws Exception {
    refused(("{\"a\":" + "[".repeat(200_000)).getBytes(UTF_8), -32700);
    refused(("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}").getBytes(UTF_8), -32700);
    assertThat(tool("{\"a\":" + "[".repeat(90) + "]".repeat(90) + "}")).isEmpty();
  }

  private static Optional<String> tool(String body) throws Exception {
    return McpMessages.read(body.getBytes(UTF_8)).getFirst().tool();
  }

  private static Optional<Object> id(String id) throws Exception {
    return McpMessages.read(("{\"id\":" + id + "}").getBytes(UTF_8)).getFirst().id();
  }

  private static void refused(byte[] body, int code) {
    assertThatThrownBy(() -> McpMessages.read(body))
        .isInstanceOfSatisfying(
            UnreadableMessageException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
