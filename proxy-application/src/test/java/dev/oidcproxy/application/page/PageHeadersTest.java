package dev.oidcproxy.application.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.branding.Branding;
import dev.oidcproxy.application.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PageHeadersTest {

  static Iterable<Map.Entry<String, HttpResponse>> pages() {
    return SamplePages.all().entrySet();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_page_allows_its_own_style_and_nothing_else(Map.Entry<String, HttpResponse> page)
      throws Exception {
    String html = SamplePages.html(page.getValue());
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
    assertThat(page.getValue().headers().all("Content-Security-Policy"))
        .containsExactly(
            "default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(digest)
                + "'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void no_page_is_framed_kept_or_guessed_at(Map.Entry<String, HttpResponse> page) {
    var headers = page.getValue().headers();
    assertThat(headers.all("X-Frame-Options")).containsExactly("DENY");
    assertThat(headers.all("Cache-Control")).containsExactly("no-store");
    assertThat(headers.all("Vary")).containsExactly("Accept-Language");
    assertThat(headers.all("Content-Language")).containsExactly("en");
    assertThat(headers.all("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(headers.all("Content-Type")).containsExactly("text/html; charset=utf-8");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void only_a_form_tells_its_origin(Map.Entry<String, HttpResponse> page) {
    boolean form = SamplePages.html(page.getValue()).contains("<form");
    assertThat(page.getValue().headers().all("Referrer-Policy"))
        .containsExactly(form ? "same-origin" : "no-referrer");
  }

  @ParameterizedTest
  @CsvSource({
    "consent, 200",
    "forward, 200",
    "program, 200",
    "program-refused, 200",
    "error, 400",
    "unknown-client, 400",
    "redirect-refused, 400",
    "already-signed-in, 200",
    "wrong-browser, 403",
    "expired, 400",
    "account, 200",
    "account-signed-out, 200",
    "account-refused, 403",
    "account-unchanged, 403",
    "provider-down, 503",
    "busy, 503",
    "failed, 500"
  })
  void the_status_says_what_happened(String page, int status) {
    assertThat(SamplePages.all().get(page).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"provider-down", "busy"})
  void a_passing_trouble_says_when_to_come_back(String page) {
    assertThat(SamplePages.all().get(page).headers().all("Retry-After")).containsExactly("5");
  }

  @Test
  void a_policy_of_the_operator_is_used_as_it_is_on_the_consent_page_only() {
    Pages pages = SamplePages.pages(Branding.named("Example"), Optional.of("default-src 'self'"));
    assertThat(pages.consent(SamplePages.view()).headers().all("Content-Security-Policy"))
        .containsExactly("default-src 'self'");
    assertThat(pages.expired("r").headers().first("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; style-src 'sha256-");
  }

  @Test
  void an_empty_policy_is_none_and_framing_stays_forbidden() {
    HttpResponse page =
        SamplePages.pages(Branding.named("Example"), Optional.of("")).consent(SamplePages.view());
    assertThat(page.headers().all("Content-Security-Policy")).isEmpty();
    assertThat(page.headers().all("X-Frame-Options")).containsExactly("DENY");
  }
}
