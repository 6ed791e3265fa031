package dev.oidcproxy.application.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.branding.Branding;
import dev.oidcproxy.application.branding.Logo;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.language.Language;
import dev.oidcproxy.application.language.Languages;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LanguageOfPagesTest {

  private static final Language GERMAN =
      Language.of(
          Locale.GERMAN,
          Map.of(
              "approve", "Erlauben",
              "sign_in_with", "Bei {provider} melden Sie sich an.",
              "scope.tools:call", "Werkzeuge nutzen"));

  private static final Language HEBREW =
      Language.of(Locale.forLanguageTag("he"), Map.of("approve", "אישור"));

  private final Pages pages =
      SamplePages.pages(
          new Branding("Example MCP", Optional.empty(), Languages.with(List.of(GERMAN, HEBREW))),
          Optional.empty());

  private HttpResponse consent(String acceptLanguage) {
    return pages
        .in(SamplePages.reader(acceptLanguage))
        .consent(SamplePages.view("x", "https://client.example/callback", "tools:call"));
  }

  @Test
  void every_text_has_english_words_and_every_word_a_text() {
    assertThat(Language.english().words().keySet())
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Text.values()).map(Text::key).toList());
  }

  @Test
  void a_page_is_in_the_language_of_its_reader() {
    HttpResponse page = consent("de-AT, en;q=0.5");

    assertThat(SamplePages.html(page))
        .contains("<html lang=\"de\" dir=\"ltr\">")
        .contains(">Erlauben</button>", ">Deny</button>")
        .contains("Bei <bdi><strong>Example Login</strong></bdi> melden Sie sich an.");
    assertThat(page.headers().all("Content-Language")).containsExactly("de");
    assertThat(page.headers().all("Vary")).containsExactly("Accept-Language");
    assertThat(SamplePages.html(consent("fr"))).contains("<html lang=\"en\" dir=\"ltr\">");
  }

  @Test
  void a_page_of_letters_from_right_to_left_says_so() {
    assertThat(SamplePages.html(consent("he"))).contains("<html lang=\"he\" dir=\"rtl\">");
  }

  @Test
  void the_words_of_a_language_for_a_scope_come_before_the_operators() {
    assertThat(SamplePages.html(consent("de"))).contains("<li>Werkzeuge nutzen</li>");
    assertThat(SamplePages.html(consent("en"))).contains("<li>Use tools in your name</li>");
  }

  @Test
  void what_a_request_brings_is_never_a_place_in_the_words() {
    HttpResponse page =
        pages
            .in(SamplePages.reader("de"))
            .consent(SamplePages.view("{provider}", "https://client.example/callback", "{scope}"));

    assertThat(SamplePages.html(page)).contains("<bdi>{provider}</bdi>", "<code>{scope}</code>");
  }

  @Test
  void a_logo_is_shown_from_our_own_address() {
    Logo logo =
        Logo.of("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8))
            .orElseThrow();
    Pages branded =
        SamplePages.pages(
            new Branding("Example", Optional.of(logo), Languages.builtIn()), Optional.empty());

    assertThat(SamplePages.html(branded.expired("r")))
        .contains("<img src=\"https://mcp.example.com/logo?v=" + logo.version() + "\" alt=\"\">");
  }
}
