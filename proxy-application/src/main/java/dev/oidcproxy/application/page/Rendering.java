package dev.oidcproxy.application.page;

import dev.oidcproxy.application.branding.Branding;
import dev.oidcproxy.application.branding.GuardedTemplate;
import dev.oidcproxy.application.branding.PageTemplate;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.language.Language;
import dev.oidcproxy.application.language.Languages;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Optional;
import java.util.function.Consumer;

/** How a page becomes a response: its frame, its reader's language, the headers that guard it. */
final class Rendering {

  private final Frame.Site site;
  private final Languages languages;
  private final Texts texts;
  private final String policy;

  private Rendering(Frame.Site site, Languages languages, Texts texts) {
    this.site = site;
    this.languages = languages;
    this.texts = texts;
    this.policy =
        "default-src 'none'; style-src "
            + site.stylesheet().hash()
            + "; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
  }

  /** In English. */
  static Rendering of(ProxySettings settings, Optional<PageTemplate> template) {
    Languages languages = settings.branding().languages();
    return new Rendering(
        site(settings, template.map(GuardedTemplate::new)),
        languages,
        new Texts(languages.best(Optional.empty()), settings.scopeDescriptions()));
  }

  /** In the language that whoever asks likes best. */
  Rendering in(HttpRequest request) {
    Language best = languages.best(request.headers().first("Accept-Language"));
    return best.equals(texts.language())
        ? this
        : new Rendering(site, languages, new Texts(best, texts.scopes()));
  }

  /** What a browser may do with our pages. */
  String policy() {
    return policy;
  }

  /**
   * @param refresh where the page leads by itself
   * @param requestId for an operator who is asked about the page
   */
  Frame frame(Text title, Optional<String> refresh, Optional<String> requestId) {
    return new Frame(site, texts, title, refresh, requestId);
  }

  /** A page that sends nothing back: nobody learns where its reader came from. */
  HttpResponse guarded(int status, Consumer<HtmlTemplateOutput> template) {
    return page(status, template, "no-referrer").with("Content-Security-Policy", policy);
  }

  /**
   * A page with a form, whose answer is known by its Origin: with no-referrer that would be null,
   * as a forged one's. Its policy is for the caller to set.
   */
  HttpResponse withForm(Consumer<HtmlTemplateOutput> template) {
    return page(200, template, "same-origin");
  }

  private HttpResponse page(
      int status, Consumer<HtmlTemplateOutput> template, String referrerPolicy) {
    return HttpResponse.html(status, render(template))
        .with("Content-Language", texts.tag())
        .with("Vary", "Accept-Language")
        .with("X-Frame-Options", "DENY")
        .with("Referrer-Policy", referrerPolicy)
        .with("X-Content-Type-Options", "nosniff")
        .noStore();
  }

  /** Calls what jte generated directly: no engine to start, no class looked up by name. */
  private static String render(Consumer<HtmlTemplateOutput> template) {
    TemplateOutput text = new StringOutput();
    template.accept(new OwaspHtmlTemplateOutput(text));
    return text.toString();
  }

  /** A template whose style cannot be used is none: its markup would look like nothing. */
  private static Frame.Site site(ProxySettings settings, Optional<GuardedTemplate> template) {
    Branding branding = settings.branding();
    Optional<String> style = template.flatMap(GuardedTemplate::stylesheet);
    return new Frame.Site(
        branding.name(),
        branding.logo().map(logo -> settings.baseUrl() + "/logo?v=" + logo.version()),
        style.map(Stylesheet::of).orElseGet(Stylesheet::load),
        style.isEmpty() ? Optional.empty() : template);
  }
}
