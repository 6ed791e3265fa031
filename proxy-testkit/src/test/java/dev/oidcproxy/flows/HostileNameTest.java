package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client calls itself, from its registration to the page that a person reads. */
@Tag("S23")
class HostileNameTest {

  private final TestProxy proxy = TestProxy.simple();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "right\\u202eto left|rightto left",
        "\\u2066isolated\\u2069|isolated",
        "zero\\u200bwidth|zerowidth",
        "line\\nbreak|line break",
        "tab\\tand\\r\\nmore|tab and more",
        "nul\\u0000 bell\\u0007|nul bell",
        "lone \\ud83d surrogate|lone surrogate",
        "family \\ud83d\\udc69\\u200d\\ud83d\\udcbb of emoji|family \ud83d\udc69\ud83d\udcbb of emoji",
        "N\\u00e4me \\u05e2\\u05d1|N\u00e4me \u05e2\u05d1"
      })
  void s23_what_cannot_be_seen_in_a_name_or_turns_it_round_is_taken_out(String sent, String kept) {
    HttpResponse registered = register("\"client_name\":\"" + sent + "\"");

    assertThat(registered.status()).as(TestBrowser.text(registered)).isEqualTo(201);
    assertThat(TestProxy.json(registered)).containsEntry("client_name", kept);
    assertThat(page(registered)).contains("<bdi>" + kept + "</bdi>");
  }

  @Test
  void s23_a_name_of_which_nothing_can_be_seen_is_none() {
    assertThat(TestProxy.json(register("\"client_name\":\"\\u202e\\u200b\\n\"")))
        .doesNotContainKey("client_name");
  }

  @Test
  void s23_markup_in_a_name_is_only_text() {
    String html = page(register("\"client_name\":\"</bdi><img src=x onerror=alert(1)>\""));

    assertThat(html)
        .contains("<bdi>&lt;/bdi&gt;&lt;img src=x onerror=alert(1)&gt;</bdi>")
        .doesNotContain("<img");
  }

  @Test
  void s23_a_name_is_short() {
    assertThat(register("\"client_name\":\"" + "n".repeat(200) + "\"").status()).isEqualTo(201);
    Answers.assertRefused(
        register("\"client_name\":\"" + "n".repeat(201) + "\""), 400, "invalid_client_metadata");
  }

  @Test
  void s23_pictures_and_pages_that_a_client_names_are_never_loaded() {
    HttpResponse registered =
        register(
            """
            "logo_uri":"https://tracker.example/logo.png","tos_uri":"https://tracker.example/t",
            "policy_uri":"https://tracker.example/p","jwks_uri":"https://tracker.example/k"\
            """);

    assertThat(TestBrowser.text(registered)).doesNotContain("tracker.example");
    assertThat(page(registered)).doesNotContain("tracker.example", "<img");
  }

  private HttpResponse register(String members) {
    return proxy.register("{\"redirect_uris\":[\"%s\"],%s}".formatted(TestClient.WEB, members));
  }

  private String page(HttpResponse registered) {
    Map<String, Object> client = TestProxy.json(registered);
    TestClient named = new TestClient(proxy, (String) client.get("client_id"), TestClient.WEB);
    return TestBrowser.text(proxy.browser().open(named.authorizeUrl()));
  }
}
