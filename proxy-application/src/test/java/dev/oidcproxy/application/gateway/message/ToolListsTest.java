package dev.oidcproxy.application.gateway.message;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolListsTest {

  @Test
  void only_tools_that_are_shown_are_named() throws Exception {
    assertThat(filtered(list("{\"name\":\"read\"},{\"name\":\"hide_1\"},{\"name\":\"write\"}")))
        .isEqualTo(list("{\"name\":\"read\"},{\"name\":\"write\"}"));
    assertThat(
            filtered(list("{\"name\":\"hide_1\"}, {\"name\":\"hide_2\"}\n, {\"name\":\"read\"}")))
        .isEqualTo(list("{\"name\":\"read\"}"));
    assertThat(filtered(list(" {\"name\":\"read\"} , {\"name\":\"hide_1\"} ")))
        .isEqualTo(list(" {\"name\":\"read\"} "));
    assertThat(filtered(list("{\"name\":\"hide_1\"},{\"name\":\"hide_2\"}"))).isEqualTo(list(""));
  }

  @Test
  void all_else_stays_as_it_was_written() throws Exception {
    String before =
        "\t{ \"x\" : [1.50e+3, 1E400, -0, \"\\u00e9é😀\", {\"tools\":[1]}],\r\n \"result\":{ \"nextCursor\":\"hide_1\",";
    String after = ",\"_meta\":{\"name\":\"hide_1\",\"tools\":[{}]}},\"id\":1.0 } ";
    String read =
        "{\"inputSchema\":{\"name\":\"hide_2\",\"n\":10000000000000000000000},\"name\" : \"read\"}";

    assertThat(filtered(before + "\"tools\":[" + read + ",{\"name\":\"hide_1\"}]" + after))
        .isEqualTo(before + "\"tools\":[" + read + "]" + after);
  }

  @Test
  void a_name_counts_however_it_is_written() throws Exception {
    assertThat(filtered("{\"r\\u0065sult\":{\"t\\u006fols\":[{\"n\\u0061me\":\"h\\u0069de_1\"}]}}"))
        .isEqualTo("{\"r\\u0065sult\":{\"t\\u006fols\":[]}}");
  }

  @Test
  void every_response_of_a_batch_counts() throws Exception {
    String hidden = list("{\"name\":\"hide_1\"}");

    assertThat(filtered("[" + hidden + ", {\"id\":2,\"result\":{}}, " + hidden + "]"))
        .isEqualTo("[" + list("") + ", {\"id\":2,\"result\":{}}, " + list("") + "]");
  }

  @Test
  void a_list_for_one_caller_is_not_kept_for_others() throws Exception {
    for (String scope : List.of("\"public\"", "\"\"", "null", "12", "{\"a\":[1]}", "tru" + "e")) {
      assertThat(filtered("{\"result\":{\"cacheScope\": " + scope + " ,\"tools\":[],\"ttlMs\":9}}"))
          .isEqualTo("{\"result\":{\"cacheScope\": \"private\" ,\"tools\":[],\"ttlMs\":9}}");
      assertThat(
              filtered(
                  "{\"result\":{\"tools\":[{\"name\":\"hide_1\"}],\"cacheScope\":" + scope + "}}"))
          .isEqualTo("{\"result\":{\"tools\":[],\"cacheScope\":\"private\"}}");
    }
    unchanged("{\"result\":{\"tools\":[],\"cacheScope\":\"private\"}}");
    unchanged("{\"result\":{\"contents\":[],\"cacheScope\":\"public\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"tools\":[{\"name\":\"hide_1\"}]}}",
        "{\"method\":\"notifications/progress\",\"params\":{\"tools\":[{\"name\":\"hide_1\"}]}}",
        "{\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"hide_1\"}]}}",
        "{\"id\":1,\"result\":{\"capabilities\":{\"tools\":{\"listChanged\":true}}}}",
        "{\"id\":1,\"result\":{\"tools\":null}}",
        "{\"id\":1,\"result\":{\"tools\":[]}}",
        "{\"id\":1,\"result\":null}",
        "[]",
        "",
        "Accepted",
        "/messages?session=1",
        "null"
      })
  void what_lists_no_tool_passes(String body) throws Exception {
    unchanged(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"result\":{\"tools\":[]},\"result\":{\"tools\":[{\"name\":\"hide_1\"}]}}",
        "{\"result\":{\"tools\":[],\"tools\":[{\"name\":\"hide_1\"}]}}",
        "{\"result\":{\"tools\":[{\"name\":\"read\",\"name\":\"hide_1\"}]}}",
        "{\"result\":{\"tools\":[{\"name\":\"read\",\"Name\":\"hide_1\"}]}}",
        "{\"result\":{\"Tools\":[{\"name\":\"hide_1\"}]}}",
        "{\"re\u017fult\":{\"tools\":[{\"name\":\"hide_1\"}]}}",
        "{\"result\":{\"tools\":{\"hide_1\":{}}}}",
        "{\"result\":{\"tools\":\"hide_1\",\"x\":{}}}",
        "{\"result\":{\"tools\":[\"hide_1\"]}}",
        "{\"result\":{\"tools\":[{\"title\":\"hide_1\"}]}}",
        "{\"result\":{\"tools\":[{\"name\":[\"hide_1\"]}]}}",
        "{\"result\":[{\"tools\":[{\"name\":\"hide_1\"}]}]}",
        "{\"result\":{\"tools\":[{\"name\":\"hide_1\"}]}",
        "{\"id\":1}{\"result\":{\"tools\":[{\"name\":\"hide_1\"}]}}",
        "{\"result\":{\"tools\":[{'name':\"hide_1\"}]}}",
        "[[{\"result\":{\"tools\":[{\"name\":\"hide_1\"}]}}]]",
        "\ufeff{\"result\":{\"tools\":[{\"name\":\"hide_1\"}]}}",
        "\"{}\"",
        "<p style='{}'>"
      })
  void what_another_reader_could_read_differently_does_not_pass(String body) {
    refused(body.getBytes(UTF_8));
  }

  @Test
  void only_utf_8_is_read_and_no_deep_nest() {
    refused(list("{\"name\":\"hide_1\"}").getBytes(UTF_16LE));
    refused(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
    refused(("{\"a\":" + "[".repeat(200_000)).getBytes(UTF_8));
  }

  @Property(tries = 500, seed = "7")
  void what_is_shown_stays_in_order_with_a_comma_between(@ForAll @Size(max = 8) List<Boolean> show)
      throws Exception {
    List<String> all =
        IntStream.range(0, show.size())
            .mapToObj(i -> "{\"name\":\"" + (show.get(i) ? "show_" : "hide_") + i + "\"}")
            .toList();
    List<String> shown = all.stream().filter(tool -> tool.contains("show")).toList();

    assertThat(filtered(list(String.join(",", all)))).isEqualTo(list(String.join(",", shown)));
  }

  private static String list(String tools) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[" + tools + "]}}";
  }

  private static void unchanged(String body) throws Exception {
    assertThat(filtered(body)).isEqualTo(body);
  }

  private static String filtered(String body) throws Exception {
    byte[] filtered = ToolLists.filtered(body.getBytes(UTF_8), name -> !name.startsWith("hide"));
    return new String(filtered, UTF_8);
  }

  private static void refused(byte[] body) {
    assertThatThrownBy(() -> ToolLists.filtered(body, name -> true))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessageNotContaining("hide_1");
  }
}
