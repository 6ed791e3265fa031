package dev.oidcproxy.application.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.branding.Branding;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.client.RedirectUri;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

  private final Pages pages = SamplePages.pages();

  static Iterable<Map.Entry<String, HttpResponse>> pages() {
    return SamplePages.all().entrySet();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_page_has_a_language_a_title_one_heading_and_no_script(
      Map.Entry<String, HttpResponse> page) {
    String html = SamplePages.html(page.getValue());
    assertThat(html)
        .startsWith("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">")
        .contains("<title>", " · Example MCP</title>", "<main>", "name=\"viewport\"")
        .containsOnlyOnce("<h1>")
        .doesNotContain("<script", "javascript:", "src=", "style=\"")
        .doesNotContainPattern("<[^>]* on[a-z]+=");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_page_of_trouble_names_the_request(Map.Entry<String, HttpResponse> page) {
    boolean trouble =
        !page.getKey().matches("(consent|forward).*|program|account|account-signed-out");
    assertThat(SamplePages.html(page.getValue()).contains(SamplePages.REQUEST_ID))
        .isEqualTo(trouble);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://client.example/callback?code=c&state=s",
        "http://127.0.0.1:4711/callback?code=c&state=%22%3E",
        "http://[::1]:4711/callback?code=c",
        "cursor://anysphere.cursor-mcp/callback?code=c",
        "com.example.app:/callback?code=c"
      })
  void forwarding_goes_by_itself_and_by_a_link(String location) {
    String escaped = location.replace("&", "&amp;");
    assertThat(
            SamplePages.html(
                Pages.opensProgram(location)
                    ? pages.openProgram(location, "r")
                    : pages.forward(location)))
        .contains("<meta http-equiv=\"refresh\" content=\"0;url=" + escaped + "\">")
        .contains("href=\"" + escaped + "\"");
  }

  @Test
  void a_hostile_query_stays_in_its_attribute() {
    assertThat(
            SamplePages.html(
                pages.forward("https://client.example/?state=\"><script>alert(1)</script>")))
        .doesNotContain("<script", "state=\"");
  }

  @Test
  void a_long_state_is_forwarded_whole() {
    String location = "https://client.example/callback?state=" + "s".repeat(8000);
    assertThat(SamplePages.html(pages.forward(location))).contains(location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JavaScript:alert(1)?x",
        "data:text/html,x",
        " javascript:alert(1)",
        "\tjavascript:alert(1)",
        "//evil.example/",
        "/relative",
        "?query",
        "",
        "file:///etc/passwd",
        "https://user@evil.example/"
      })
  void nothing_else_is_forwarded_to(String location) {
    assertThat(Pages.opensProgram(location)).isFalse();
    assertThatThrownBy(() -> pages.forward(location)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pages.openProgram(location, "r"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_refusal_is_a_link_the_person_may_follow() {
    RedirectUri uri = new RedirectUri("https://client.example/callback");
    String location = uri.value() + "?error=invalid_scope&state=s";
    assertThat(
            SamplePages.html(pages.redirectRefused(uri, location, "the scope is not known", "r")))
        .contains(
            "<bdi>client.example</bdi>", "Reason: <bdi lang=\"en\">the scope is not known</bdi>.")
        .contains("href=\"https://client.example/callback?error=invalid_scope&amp;state=s\"")
        .doesNotContain("http-equiv=\"refresh\"");
  }

  @Test
  void a_refusal_is_never_linked_over_clear_text() {
    RedirectUri uri = new RedirectUri("http://client.example/callback");
    assertThat(SamplePages.html(pages.redirectRefused(uri, uri.value() + "?error=x", "no", "r")))
        .contains("<bdi>client.example</bdi>")
        .doesNotContain("<a ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Claude Code",
        "Claude",
        "Cursor",
        "Authentication: Remove Dynamic Authentication Providers",
        "codex mcp login",
        "ChatGPT",
        "MCP Inspector"
      })
  void an_unknown_client_is_told_how_to_register_again(String words) {
    assertThat(SamplePages.html(pages.unknownClient(SamplePages.NOBODY, "r"))).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, cursor://anysphere.cursor-mcp/oauth/callback, -, Cursor",
        "-, https://www.cursor.com/agents/mcp/oauth/callback, -, Cursor",
        "-, http://127.0.0.1:33418/, -, VS Code",
        "-, https://vscode.dev/redirect, -, VS Code",
        "-, https://claude.ai/api/mcp/auth_callback, -, Claude",
        "https://claude.ai/oauth/claude-code-client-metadata, http://localhost:1/callback, -, Claude Code",
        "-, http://127.0.0.1:37819/callback/6MFBM1In3Ey-, -, Codex",
        "-, https://chatgpt.com/connector_platform_oauth_redirect, -, ChatGPT",
        "-, http://localhost:6274/oauth/callback/debug, -, MCP Inspector",
        "some-id, http://127.0.0.1:1/x, Mozilla/5.0 (X11) Code/1.99 Electron/30, VS Code"
      })
  void an_unknown_client_that_can_be_told_has_its_own_remedy_first(
      String clientId, String redirectUri, String userAgent, String program) {
    String html =
        SamplePages.html(
            pages.unknownClient(
                new ClientTraits(
                    Optional.ofNullable(clientId),
                    Optional.of(redirectUri),
                    Optional.ofNullable(userAgent)),
                "r"));

    assertThat(html)
        .contains("What to do in <bdi>" + program + "</bdi>")
        .containsSubsequence("What to do in", "<details>", "<dl")
        .doesNotContain("<dt><bdi>" + program + "</bdi>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/cursor://",
        "https://claude.ai.evil.example/callback",
        "http://127.0.0.1:1/callback"
      })
  void an_unknown_client_that_cannot_be_told_has_every_remedy(String redirectUri) {
    assertThat(
            SamplePages.html(
                pages.unknownClient(
                    new ClientTraits(Optional.empty(), Optional.of(redirectUri), Optional.empty()),
                    "r")))
        .doesNotContain("What to do in", "<details>", redirectUri);
  }

  @ParameterizedTest
  @CsvSource({
    "cursor://x/y?error=access_denied&error_description=d, refused or cancelled",
    "cursor://x/y?error=temporarily_unavailable, does not answer",
    "cursor://x/y?error=server_error&state=s, could not be completed",
    "cursor://x/y?error=access_denied&error=server_error, could not be completed"
  })
  void a_program_that_gets_a_refusal_leaves_a_page_that_says_why(String location, String words) {
    assertThat(SamplePages.html(pages.openProgram(location, "request-9")))
        .contains("You are not signed in", words, "request-9");
  }

  @Test
  void a_code_is_never_taken_for_a_refusal() {
    assertThat(SamplePages.html(pages.openProgram("cursor://x/y?error=mine&code=c", "r")))
        .contains("Back to the app")
        .doesNotContain("not signed in");
  }

  @Test
  void words_names_and_request_ids_are_only_text() {
    Pages hostile = SamplePages.pages(Branding.named("<script>name</script>"), Optional.empty());
    assertThat(SamplePages.html(hostile.error(400, "<script>words", "<script>id")))
        .doesNotContain("<script");
  }
}
