package dev.oidcproxy.application.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.branding.PageTemplate;
import dev.oidcproxy.application.config.InlineConfig;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.ProxySettingsReader;
import dev.oidcproxy.application.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What an operator's template may do with a page, and what it may not. */
class PageTemplateTest {

  private static final String STYLE = "main { color: teal }";

  private final List<PageTemplate.Page> seen = new ArrayList<>();

  private static Pages pages(Optional<PageTemplate> template) {
    ProxySettings settings =
        ProxySettingsReader.from(
            InlineConfig.of(
                    Map.of(
                        "base_url", "https://mcp.example.com", "branding", Map.of("name", "A & B")))
                .reader());
    return new Pages(settings, template);
  }

  private Pages pages(String style, Function<PageTemplate.Page, String> body) {
    return pages(
        Optional.of(
            new PageTemplate() {
              @Override
              public String stylesheet() {
                return style;
              }

              @Override
              public String body(Page page) {
                seen.add(page);
                return body.apply(page);
              }
            }));
  }

  private static HttpResponse consent(Pages pages) {
    return pages.consent(
        SamplePages.view("<script>alert(1)</script>", "https://client.example/callback", "openid"));
  }

  private static String policy(HttpResponse page) {
    return page.headers().first("Content-Security-Policy").orElseThrow();
  }

  @Test
  void it_surrounds_the_content_with_what_it_likes() {
    HttpResponse page = consent(pages(STYLE, p -> "<nav>ours</nav>" + p.content()));

    assertThat(SamplePages.html(page))
        .contains(
            "<nav>ours</nav>", "<style>" + STYLE + "</style>", "name=\"csrf\" value=\"csrf-1\"")
        .contains("<title>")
        .doesNotContain("<main>");
  }

  @Test
  void all_it_is_given_is_escaped_already() {
    consent(pages(STYLE, PageTemplate.Page::content));

    PageTemplate.Page page = seen.getFirst();
    assertThat(page.site()).isEqualTo("A &amp; B");
    assertThat(page.content())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script");
    assertThat(page.language()).isEqualTo("en");
    assertThat(page.rightToLeft()).isFalse();
    assertThat(page.note()).isEmpty();
  }

  @Test
  void a_page_of_trouble_has_a_note_with_the_id_of_its_request() {
    pages(STYLE, PageTemplate.Page::content).expired(SamplePages.REQUEST_ID);

    assertThat(seen.getFirst().note().orElseThrow())
        .contains("<code>" + SamplePages.REQUEST_ID + "</code>");
  }

  @Test
  void headers_stay_ours_and_the_policy_allows_its_style_and_no_other() {
    HttpResponse ours = consent(pages(Optional.empty()));
    HttpResponse theirs = consent(pages(STYLE, PageTemplate.Page::content));

    assertThat(policy(theirs))
        .isEqualTo(policy(ours).replaceFirst("'sha256-[^']+'", Stylesheet.of(STYLE).hash()))
        .isNotEqualTo(policy(ours));
    assertThat(theirs.headers().all("X-Frame-Options"))
        .isEqualTo(ours.headers().all("X-Frame-Options"));
    assertThat(theirs.headers().asMap().keySet()).isEqualTo(ours.headers().asMap().keySet());
    assertThat(theirs.status()).isEqualTo(ours.status());
  }

  @Test
  void one_that_fails_or_drops_the_question_is_replaced_by_ours() {
    for (Function<PageTemplate.Page, String> broken :
        List.<Function<PageTemplate.Page, String>>of(
            page -> {
              throw new IllegalStateException("canary");
            },
            page -> {
              throw new NoSuchMethodError("gone");
            },
            page -> {
              throw new AssertionError("canary");
            },
            page -> {
              throw new StackOverflowError("canary");
            },
            page -> null,
            page -> "<p>Trust us.</p>",
            page -> page.content() + page.content(),
            page -> page.content().replace("csrf-1", "csrf-2"))) {
      HttpResponse page = consent(pages(STYLE, broken));

      assertThat(SamplePages.html(page))
          .contains("<main>", "name=\"csrf\" value=\"csrf-1\"")
          .doesNotContain("Trust us", "csrf-2", "canary");
      assertThat(page.status()).isEqualTo(200);
    }
  }

  @Test
  void trouble_of_the_platform_is_not_the_templates() {
    Pages pages =
        pages(
            STYLE,
            page -> {
              throw new InternalError("broken");
            });

    assertThatThrownBy(() -> consent(pages)).isInstanceOf(InternalError.class);
  }

  @Test
  void one_whose_style_cannot_stand_in_a_page_is_left_out() {
    for (String style : new String[] {null, "a{}</STYLE><script>"}) {
      HttpResponse page = consent(pages(style, PageTemplate.Page::content));

      assertThat(SamplePages.html(page)).contains("<main>").doesNotContain("<script>");
      assertThat(policy(page)).isEqualTo(policy(consent(pages(Optional.empty()))));
    }
    assertThat(seen).isEmpty();
  }
}
