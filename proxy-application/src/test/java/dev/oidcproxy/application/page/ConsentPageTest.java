package dev.oidcproxy.application.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentPageTest {

  private static final String LOOPBACK = "http://127.0.0.1:4711/callback";

  private static String page(String name, String redirectUri, String scope) {
    return SamplePages.html(
        SamplePages.pages().consent(SamplePages.view(name, redirectUri, scope)));
  }

  @Test
  void the_form_carries_what_the_answer_needs() {
    assertThat(SamplePages.html(SamplePages.all().get("consent")))
        .contains("<form method=\"post\" action=\"https://mcp.example.com/consent\"")
        .contains("<input type=\"hidden\" name=\"transaction\" value=\"transaction-1\">")
        .contains("<input type=\"hidden\" name=\"csrf\" value=\"csrf-1\">")
        .contains("name=\"decision\" value=\"approve\">Approve</button>")
        .contains("name=\"decision\" value=\"deny\">Deny</button>");
  }

  @Test
  void the_name_is_what_the_client_calls_itself() {
    assertThat(page("Some Client", LOOPBACK, "openid"))
        .contains("An app that calls itself", "<bdi>Some Client</bdi>", "Unverified");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</bdi><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "${1+1}<!-- &amp;",
        "</style></title><base href=//evil.example>"
      })
  void a_hostile_name_is_only_text(String name) {
    String harmless = page("x", LOOPBACK, "openid");
    String html = page(name, LOOPBACK, "openid");
    assertThat(tags(html)).isEqualTo(tags(harmless));
    assertThat(html)
        .contains(
            "<bdi>"
                + name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                + "</bdi>");
  }

  @Test
  void hostile_values_in_attributes_and_texts_are_only_text() {
    String evil = "\" autofocus onfocus=\"alert(1)\"><script>";
    ConsentView view = SamplePages.ofSite("app.example");
    ConsentView hostile =
        new ConsentView(
            new ConsentView.App(Optional.of(evil), evil, Optional.of(evil), false),
            view.back(),
            view.scope(),
            evil,
            evil,
            Optional.of(evil),
            new ConsentView.Form(evil, evil, evil));
    assertThat(tags(SamplePages.html(SamplePages.pages().consent(hostile))))
        .isEqualTo(tags(SamplePages.html(SamplePages.pages().consent(view))));
  }

  @Test
  void who_signed_in_already_is_told_as_whom_and_not_to_sign_in() {
    String html = SamplePages.html(SamplePages.pages().consent(SamplePages.signedIn("bob@b.c")));

    assertThat(html).contains("<strong>bob@b.c</strong>").doesNotContain("You will sign in with");
  }

  @Test
  void only_an_app_that_the_operator_registered_goes_without_the_unverified_mark() {
    ConsentView view = SamplePages.view();
    ConsentView configured =
        new ConsentView(
            new ConsentView.App(Optional.empty(), "Desk", Optional.empty(), true),
            view.back(),
            view.scope(),
            view.resource(),
            view.providerName(),
            view.signedInAs(),
            view.form());
    assertThat(SamplePages.html(SamplePages.pages().consent(view)))
        .contains(SamplePages.english(Text.UNVERIFIED_WHY));
    assertThat(SamplePages.html(SamplePages.pages().consent(configured)))
        .contains(SamplePages.english(Text.CONFIGURED))
        .doesNotContain(SamplePages.english(Text.UNVERIFIED_WHY));
  }

  @Test
  void the_site_of_an_app_comes_before_the_name_that_it_chose() {
    String html = SamplePages.html(SamplePages.pages().consent(SamplePages.ofSite("app.example")));

    assertThat(html)
        .containsSubsequence(
            "<bdi>app.example</bdi>",
            SamplePages.english(Text.VERIFIED_WHY),
            SamplePages.english(Text.CALLS_ITSELF),
            SamplePages.view().app().name(),
            SamplePages.english(Text.UNVERIFIED_WHY));
    assertThat(SamplePages.html(SamplePages.pages().consent(SamplePages.view())))
        .doesNotContain(SamplePages.english(Text.VERIFIED_WHY));
  }

  @Test
  void a_loopback_address_is_shown_with_a_warning() {
    assertThat(page("x", LOOPBACK, "openid"))
        .contains("<bdi>127.0.0.1:4711</bdi>")
        .contains("Any program on this computer could receive the sign-in.");
  }

  @Test
  void a_custom_scheme_is_shown_with_a_warning() {
    assertThat(page("x", "cursor://host.example/callback", "openid"))
        .contains("<bdi>cursor://</bdi>")
        .contains("opens an app on this device");
    assertThat(page("x", "com.example.app:/callback", "openid"))
        .contains("<bdi>com.example.app:</bdi>");
  }

  @Test
  void a_site_is_shown_by_its_host_in_the_form_that_hides_nothing() {
    assertThat(page("x", "https://XN--80AK6AA92E.example:8443/callback", "openid"))
        .contains("<bdi>xn--80ak6aa92e.example:8443</bdi>")
        .doesNotContain("Any program");
  }

  @Test
  void a_name_below_a_loopback_name_is_not_taken_for_it() {
    assertThat(page("x", "https://localhost.evil.example/callback", "openid"))
        .contains("<bdi>localhost.evil.example</bdi>")
        .doesNotContain("Any program on this computer");
  }

  @Test
  void scopes_are_said_in_words() {
    assertThat(page("x", LOOPBACK, "openid profile email offline_access tools:list tools:call"))
        .contains(
            "<li>Confirm who you are</li>",
            "<li>See your name and profile</li>",
            "<li>See your email address</li>",
            "<li>Stay connected until you remove its access</li>",
            "<li>Use the permission <bdi><code>tools:list</code></bdi></li>",
            "<li>Use tools in your name</li>");
  }

  @Test
  void a_hostile_scope_is_only_text() {
    assertThat(tags(page("x", LOOPBACK, "<script>alert(1)</script>")))
        .isEqualTo(tags(page("x", LOOPBACK, "tools:list")));
  }

  @Test
  void without_scopes_nothing_is_listed() {
    assertThat(page("x", LOOPBACK, "")).doesNotContain("<ul>", "The app asks to");
  }

  @Test
  void it_says_what_for_and_what_comes_next() {
    assertThat(page("x", LOOPBACK, "openid"))
        .contains("<code>https://mcp.example.com/mcp</code>")
        .contains("You will sign in with <bdi><strong>Example Login</strong></bdi>");
  }

  @Test
  void the_site_the_client_names_is_shown_and_never_loaded_or_linked() {
    assertThat(page("x", LOOPBACK, "openid"))
        .contains("<code>https://client.example/about</code>")
        .doesNotContain("<a ", "<img", "<script");
  }

  /** The markup without what is between and inside: hostile text that breaks out changes it. */
  private static String tags(String html) {
    return html.replaceAll("(?s)<style>.*?</style>", "")
        .replaceAll("(?s)=\"[^\"]*\"", "")
        .replaceAll("(?s)>[^<]*", ">");
  }
}
