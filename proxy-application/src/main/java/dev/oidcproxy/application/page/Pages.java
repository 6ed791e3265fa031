package dev.oidcproxy.application.page;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.client.RedirectUri;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Pages for people: complete responses, with the headers that keep them safe. */
public final class Pages {

  private static final String RETRY_SECONDS = "5";

  private final String serverName;
  private final Stylesheet stylesheet = Stylesheet.load();
  private final String policy =
      "default-src 'none'; style-src "
          + stylesheet.hash()
          + "; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
  private final String consentPolicy;

  /**
   * @param consentPolicy the content security policy of the consent page; absent: built in; empty
   *     text: none
   */
  public Pages(String serverName, Optional<String> consentPolicy) {
    this.serverName = serverName;
    this.consentPolicy = consentPolicy.orElse(policy);
  }

  /** Asks for consent. */
  public HttpResponse consent(ConsentView view) {
    Frame frame = frame(Texts.CONSENT_TITLE, Optional.empty(), Optional.empty());
    String html = render(out -> JteconsentGenerated.render(out, null, frame, view));
    // With no-referrer the form's Origin would be null, and its answer could not be told from a
    // forged one.
    HttpResponse page = page(200, html, "same-origin");
    return consentPolicy.isEmpty() ? page : page.with("Content-Security-Policy", consentPolicy);
  }

  /** A page with a form, by another's template: its answer is known by the form's Origin. */
  HttpResponse withForm(String title, BiConsumer<HtmlTemplateOutput, Frame> template) {
    Frame frame = frame(title, Optional.empty(), Optional.empty());
    return page(200, render(out -> template.accept(out, frame)), "same-origin")
        .with("Content-Security-Policy", policy);
  }

  /**
   * A page without one.
   *
   * @param requestId for an operator who is asked about it
   */
  HttpResponse withoutForm(
      int status,
      String title,
      Optional<String> requestId,
      BiConsumer<HtmlTemplateOutput, Frame> template) {
    Frame frame = frame(title, Optional.empty(), requestId);
    return guarded(status, render(out -> template.accept(out, frame)));
  }

  /**
   * Sends the browser on from a page of ours, because Chromium holds the whole redirect chain of a
   * form against its {@code form-action}.
   *
   * @throws IllegalArgumentException when {@code location} is no address a browser may be sent to,
   *     a {@code javascript:} URI for one
   */
  public HttpResponse forward(String location) {
    Destination destination = Destination.of(new RedirectUri(withoutQuery(location)));
    Frame frame = frame(Texts.FORWARD_TITLE, Optional.of(location), Optional.empty());
    return guarded(
        200, render(out -> JteforwardGenerated.render(out, null, frame, destination, location)));
  }

  /**
   * @param words a constant of ours
   */
  public HttpResponse error(int status, String words, String requestId) {
    return notice(
        Notice.of(status, Texts.ERROR_TITLE, Texts.REASON + " " + words + ".", Texts.START_AGAIN),
        requestId);
  }

  /** The client's registration is gone, and most clients need a hand to see it. */
  public HttpResponse unknownClient(String requestId) {
    return notice(Texts.UNKNOWN_CLIENT, requestId);
  }

  /**
   * Registration is open, so an https redirect URI proves nothing: the person decides whether the
   * refusal is sent there (OAuth 2.1 section 7.12.2).
   *
   * @param location {@code uri} with the refusal
   * @param words a constant of ours
   */
  public HttpResponse redirectRefused(
      RedirectUri uri, String location, String words, String requestId) {
    Frame frame = frame(Texts.REFUSED_TITLE, Optional.empty(), Optional.of(requestId));
    Destination destination = Destination.of(uri);
    return guarded(
        400,
        render(out -> JterefusedGenerated.render(out, null, frame, destination, location, words)));
  }

  /** The browser came back from the provider once more. */
  public HttpResponse alreadySignedIn(String requestId) {
    return notice(Texts.ALREADY_SIGNED_IN, requestId);
  }

  /** The binding cookie is missing or another's. */
  public HttpResponse wrongBrowser(String requestId) {
    return notice(Texts.WRONG_BROWSER, requestId);
  }

  /** There is no such transaction any more. */
  public HttpResponse expired(String requestId) {
    return notice(Texts.EXPIRED, requestId);
  }

  /** The identity provider does not answer. */
  public HttpResponse providerDown(String requestId) {
    return notice(Texts.PROVIDER_DOWN, requestId).with("Retry-After", RETRY_SECONDS);
  }

  /** The store does not answer. */
  public HttpResponse busy(String requestId) {
    return notice(Texts.BUSY, requestId).with("Retry-After", RETRY_SECONDS);
  }

  private HttpResponse notice(Notice notice, String requestId) {
    Frame frame = frame(notice.title(), Optional.empty(), Optional.of(requestId));
    return guarded(
        notice.status(), render(out -> JtenoticeGenerated.render(out, null, frame, notice)));
  }

  private Frame frame(String title, Optional<String> refresh, Optional<String> requestId) {
    return new Frame(serverName, title, stylesheet, refresh, requestId);
  }

  private HttpResponse guarded(int status, String html) {
    return page(status, html, "no-referrer").with("Content-Security-Policy", policy);
  }

  private static HttpResponse page(int status, String html, String referrerPolicy) {
    return HttpResponse.html(status, html)
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

  /** The query is ours and the client's state: it may be long, and nothing in it is a scheme. */
  private static String withoutQuery(String location) {
    int query = location.indexOf('?');
    return query < 0 ? location : location.substring(0, query);
  }
}
