package dev.oidcproxy.application.page;

import dev.oidcproxy.application.branding.Branding;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.http.Headers;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.language.Language;
import dev.oidcproxy.domain.access.AllowedIdentities;
import dev.oidcproxy.domain.access.ScopeHierarchy;
import dev.oidcproxy.domain.claim.ClaimMapping;
import dev.oidcproxy.domain.client.RedirectPolicy;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.token.TokenLifetimes;
import dev.oidcproxy.domain.value.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every page once, as people meet it; the tests and whoever wants to look read from here. */
final class SamplePages {

  static final String REQUEST_ID = "01JDEXAMPLE7Q";

  static final ClientTraits NOBODY =
      new ClientTraits(Optional.empty(), Optional.empty(), Optional.empty());

  private SamplePages() {}

  static Pages pages() {
    return pages(Branding.named("Example MCP"), Optional.empty());
  }

  static Pages pages(Branding branding, Optional<String> consentPolicy) {
    return new Pages(
        new ProxySettings(
            "https://mcp.example.com",
            "https://mcp.example.com",
            "https://mcp.example.com",
            "/auth/callback",
            branding,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            RedirectPolicy.registeredOnly(),
            new ProxySettings.ConsentSettings(ProxySettings.ConsentMode.ALWAYS, consentPolicy),
            true,
            new ProxySettings.RegistrationSettings(
                true, ProxySettings.ClientIds.STORED, Duration.ofDays(90), 60),
            new ProxySettings.ClientDocumentSettings(true, Optional.empty(), List.of(), List.of()),
            List.of(),
            List.of(),
            TokenLifetimes.defaults(),
            Duration.ofSeconds(60),
            new ProxySettings.AllowedOrigins(Set.of(), false),
            ScopeHierarchy.FLAT,
            AllowedIdentities.EVERYONE,
            ClaimMapping.NONE,
            Map.of(new Scope("tools:call"), "Use tools in your name"),
            Optional.empty()));
  }

  /** A request of a reader of these languages. */
  static HttpRequest reader(String acceptLanguage) {
    return new HttpRequest(
        "GET",
        "/consent",
        "",
        Headers.none().with("Accept-Language", acceptLanguage),
        new byte[0],
        "192.0.2.7",
        REQUEST_ID);
  }

  static ConsentView view(String name, String redirectUri, String scope) {
    return new ConsentView(
        new ConsentView.App(
            Optional.empty(), name, Optional.of("https://client.example/about"), false),
        new RedirectUri(redirectUri),
        Scope.parse(scope),
        "https://mcp.example.com/mcp",
        "Example Login",
        Optional.empty(),
        new ConsentView.Form("https://mcp.example.com/consent", "transaction-1", "csrf-1"));
  }

  /** The same app, known by its metadata document. */
  static ConsentView ofSite(String host) {
    ConsentView view = view();
    return new ConsentView(
        new ConsentView.App(Optional.of(host), view.app().name(), view.app().uri(), false),
        view.back(),
        view.scope(),
        view.resource(),
        view.providerName(),
        view.signedInAs(),
        view.form());
  }

  static ConsentView view() {
    return view(
        "Claude Code", "http://localhost:53682/callback", "openid profile email offline_access");
  }

  /** Somebody else signed in than the one who approved before. */
  static ConsentView signedIn(String account) {
    ConsentView view = view();
    return new ConsentView(
        view.app(),
        view.back(),
        view.scope(),
        view.resource(),
        view.providerName(),
        Optional.of(account),
        view.form());
  }

  static AccountPages accountPages() {
    return new AccountPages(pages(), "https://mcp.example.com/account/apps");
  }

  /** Three kinds of apps, of which one just lost its access. */
  static AccountView account() {
    RedirectUri loopback = new RedirectUri("http://localhost:53682/callback");
    AccountView.App desk = app(Optional.empty(), Optional.of("Claude Code"), loopback);
    return new AccountView(
        "alice@example.com",
        List.of(
            desk,
            app(
                Optional.of("claude.example"),
                Optional.of("Claude"),
                new RedirectUri("https://claude.example/callback")),
            app(Optional.empty(), Optional.empty(), loopback)),
        true,
        Optional.of(desk),
        new AccountView.Form("https://mcp.example.com/account/apps", "csrf-1"));
  }

  static AccountView.App app(Optional<String> host, Optional<String> name, RedirectUri back) {
    return new AccountView.App(
        "client-1",
        host,
        name,
        false,
        name.isPresent() ? List.of(back) : List.of(),
        Scope.parse("openid email tools:call"),
        List.of("https://mcp.example.com/mcp"),
        new AccountView.Days(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 9)));
  }

  static Map<String, HttpResponse> all() {
    Pages pages = pages();
    RedirectUri site = new RedirectUri("https://client.example/callback");
    Map<String, HttpResponse> all = new LinkedHashMap<>();
    all.put("consent", pages.consent(view()));
    all.put("consent-document", pages.consent(ofSite("claude.example")));
    all.put(
        "consent-program",
        pages.consent(
            view("Cursor", "cursor://anysphere.cursor-mcp/oauth/callback", "tools:call")));
    all.put("consent-site", pages.consent(view("ChatGPT", site.value(), "openid")));
    all.put("consent-signed-in", pages.consent(signedIn("bob@example.com")));
    all.put("account", accountPages().apps(account()));
    all.put("account-signed-out", accountPages().signedOut());
    all.put("account-refused", accountPages().refused(REQUEST_ID));
    all.put("account-unchanged", accountPages().unchanged(REQUEST_ID));
    all.put("forward", pages.forward("http://localhost:53682/callback?code=c&state=s"));
    all.put(
        "program", pages.openProgram("cursor://anysphere.cursor-mcp/callback?code=c", REQUEST_ID));
    all.put(
        "program-refused",
        pages.openProgram(
            "cursor://anysphere.cursor-mcp/callback?error=access_denied", REQUEST_ID));
    all.put("error", pages.error(400, "the redirect URI is not registered", REQUEST_ID));
    all.put("unknown-client", pages.unknownClient(NOBODY, REQUEST_ID));
    all.put(
        "unknown-client-guessed",
        pages.unknownClient(
            new ClientTraits(Optional.empty(), Optional.of("cursor://x/y"), Optional.empty()),
            REQUEST_ID));
    all.put(
        "redirect-refused",
        pages.redirectRefused(
            site, site.value() + "?error=invalid_scope", "the scope is not known", REQUEST_ID));
    all.put("already-signed-in", pages.alreadySignedIn(REQUEST_ID));
    all.put("wrong-browser", pages.wrongBrowser(REQUEST_ID));
    all.put("expired", pages.expired(REQUEST_ID));
    all.put("provider-down", pages.providerDown(REQUEST_ID));
    all.put("busy", pages.busy(REQUEST_ID));
    all.put("failed", pages.failed(REQUEST_ID));
    return all;
  }

  static String english(Text text) {
    return Language.english().word(text.key());
  }

  static String html(HttpResponse page) {
    return new String(page.body(), StandardCharsets.UTF_8);
  }
}
