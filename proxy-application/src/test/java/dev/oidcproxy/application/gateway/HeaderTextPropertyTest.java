package dev.oidcproxy.application.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a provider says of a person becomes one header field, whatever it says. */
class HeaderTextPropertyTest {

  @Property(tries = 5000, seed = "7")
  void a_value_is_visible_ascii_of_bounded_length_that_decodes_to_itself(@ForAll String text) {
    Optional<String> encoded = HeaderText.encode(text);
    encoded.ifPresent(value -> {
      assertThat(value).matches("[!-~](?:[ -~]*[!-~])?").hasSizeLessThanOrEqualTo(4096);
      assertThat(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8))
          .isEqualTo(asUtf8(text));
    });
    boolean broken = text.isEmpty() || text.contains("\r") || text.contains("\n");
    if (broken || text.getBytes(StandardCharsets.UTF_8).length * 3 <= 4096) {
      assertThat(encoded.isEmpty()).isEqualTo(broken);
    }
  }

  @Property(tries = 2000, seed = "7")
  void a_list_is_json_that_reads_as_the_same_list(@ForAll List<String> texts) {
    String json = "{\"groups\":" + HeaderText.jsonArray(texts) + "}";

    assertThat(Json.readObject(json.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Map.of("groups", texts.stream().map(HeaderTextPropertyTest::asUtf8).toList()));
  }

  /** A lone half of a pair has no encoding. */
  private static String asUtf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
