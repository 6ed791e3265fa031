package dev.oidcproxy.application.page;

import dev.oidcproxy.application.branding.PageTemplate;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.client.RedirectUri;
import gg.jte.html.HtmlTemplateOutput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Pages for people: complete responses, with the headers that keep them safe. */
public final class Pages {

  private static final String RETRY_SECONDS = "5";
  private static final Pattern ERROR = Pattern.compile("[?&]error=([a-z_]+)");
  private static final Pattern CODE = Pattern.compile("[?&]code=");

  private final Rendering rendering;
  private final Optional<String> consentPolicy;

  /** In English, for pages that were not asked {@link #in} another language. */
  public Pages(ProxySettings settings) {
    this(settings, Optional.empty());
  }

  /**
   * As above.
   *
   * @param template in place of our markup around the content
   */
  public Pages(ProxySettings settings, Optional<PageTemplate> template) {
    this(Rendering.of(settings, template), settings.consent().contentSecurityPolicy());
  }

  private Pages(Rendering rendering, Optional<String> consentPolicy) {
    this.rendering = rendering;
    this.consentPolicy = consentPolicy;
  }

  /** The same pages in the language that whoever asks likes best. */
  public Pages in(HttpRequest request) {
    return new Pages(rendering.in(request), consentPolicy);
  }

  /** Asks for consent. */
  public HttpResponse consent(ConsentView view) {
    Frame frame = rendering.frame(Text.CONSENT_TITLE, Optional.empty(), Optional.empty());
    HttpResponse page =
        rendering.withForm(out -> JteconsentGenerated.render(out, null, frame, view));
    String policy = consentPolicy.orElse(rendering.policy());
    return policy.isEmpty() ? page : page.with("Content-Security-Policy", policy);
  }

  /** A page with a form, by another's template: its answer is known by the form's Origin. */
  HttpResponse withForm(Text title, BiConsumer<HtmlTemplateOutput, Frame> template) {
    Frame frame = rendering.frame(title, Optional.empty(), Optional.empty());
    return rendering
        .withForm(out -> template.accept(out, frame))
        .with("Content-Security-Policy", rendering.policy());
  }

  /**
   * A page without one.
   *
   * @param requestId for an operator who is asked about it
   */
  HttpResponse withoutForm(
      int status,
      Text title,
      Optional<String> requestId,
      BiConsumer<HtmlTemplateOutput, Frame> template) {
    Frame frame = rendering.frame(title, Optional.empty(), requestId);
    return rendering.guarded(status, out -> template.accept(out, frame));
  }

  /**
   * Whether the address opens a program instead of a page, so that the browser stays where it is.
   */
  public static boolean opensProgram(String location) {
    return RedirectUri.parse(withoutQuery(location))
        .filter(RedirectUri::isCustomScheme)
        .isPresent();
  }

  /**
   * Sends the browser on from a page of ours, because Chromium holds the whole redirect chain of a
   * form against its {@code form-action}.
   *
   * @throws IllegalArgumentException when {@code location} is no address a browser may be sent to,
   *     a {@code javascript:} URI for one
   */
  public HttpResponse forward(String location) {
    Destination destination = Destination.of(address(location));
    Frame frame = rendering.frame(Text.FORWARD_TITLE, Optional.of(location), Optional.empty());
    return rendering.guarded(
        200, out -> JteforwardGenerated.render(out, null, frame, destination, location));
  }

  /**
   * Opens the program that the answer is for, and stays: the last thing a person sees of a sign-in,
   * with what came of it.
   *
   * @throws IllegalArgumentException as {@link #forward}
   */
  public HttpResponse openProgram(String location, String requestId) {
    Destination destination = Destination.of(address(location));
    List<Text> words = outcome(location);
    boolean refused = words.size() > 1;
    Frame frame =
        rendering.frame(
            refused ? Text.NOT_SIGNED_IN_TITLE : Text.PROGRAM_TITLE,
            Optional.of(location),
            Optional.of(requestId).filter(id -> refused));
    return rendering.guarded(
        200, out -> JteprogramGenerated.render(out, null, frame, destination, words, location));
  }

  /**
   * @param words a constant of ours
   */
  public HttpResponse error(int status, String words, String requestId) {
    Frame frame = rendering.frame(Text.ERROR_TITLE, Optional.empty(), Optional.of(requestId));
    return rendering.guarded(status, out -> JteerrorGenerated.render(out, null, frame, words));
  }

  /** The client's registration is gone, and most clients need a hand to see it. */
  public HttpResponse unknownClient(ClientTraits traits, String requestId) {
    Frame frame =
        rendering.frame(Text.UNKNOWN_CLIENT_TITLE, Optional.empty(), Optional.of(requestId));
    Optional<Program> guess = Program.of(traits);
    return rendering.guarded(400, out -> JteunknownGenerated.render(out, null, frame, guess));
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
    Frame frame = rendering.frame(Text.REFUSED_TITLE, Optional.empty(), Optional.of(requestId));
    Destination destination = Destination.of(uri);
    return rendering.guarded(
        400, out -> JterefusedGenerated.render(out, null, frame, destination, location, words));
  }

  /** The browser came back from the provider once more. */
  public HttpResponse alreadySignedIn(String requestId) {
    return notice(Notice.ALREADY_SIGNED_IN, requestId);
  }

  /** The binding cookie is missing or another's. */
  public HttpResponse wrongBrowser(String requestId) {
    return notice(Notice.WRONG_BROWSER, requestId);
  }

  /** There is no such transaction any more. */
  public HttpResponse expired(String requestId) {
    return notice(Notice.EXPIRED, requestId);
  }

  /** The identity provider does not answer. */
  public HttpResponse providerDown(String requestId) {
    return notice(Notice.PROVIDER_DOWN, requestId).with("Retry-After", RETRY_SECONDS);
  }

  /** The store does not answer. */
  public HttpResponse busy(String requestId) {
    return notice(Notice.BUSY, requestId).with("Retry-After", RETRY_SECONDS);
  }

  /** So many sign-ins were begun that this one has to wait. */
  public HttpResponse tooMany(Duration retryAfter, String requestId) {
    return notice(Notice.TOO_MANY, requestId)
        .with("Retry-After", Long.toString(retryAfter.toSeconds()));
  }

  /** What nobody expected. */
  public HttpResponse failed(String requestId) {
    return notice(Notice.FAILED, requestId);
  }

  private HttpResponse notice(Notice notice, String requestId) {
    Frame frame = rendering.frame(notice.title(), Optional.empty(), Optional.of(requestId));
    return rendering.guarded(
        notice.status(), out -> JtenoticeGenerated.render(out, null, frame, notice));
  }

  /** What to say of an answer: one text when it is a code, else why there is none. */
  private static List<Text> outcome(String location) {
    // The client's own query comes first, and ours last.
    Optional<String> error =
        ERROR.matcher(location).results().map(m -> m.group(1)).reduce((first, last) -> last);
    if (error.isEmpty() || CODE.matcher(location).find()) {
      return List.of(Text.PROGRAM_OPENS);
    }
    Text why =
        switch (error.get()) {
          case "access_denied" -> Text.NOT_SIGNED_IN_DENIED;
          case "temporarily_unavailable" -> Text.NOT_SIGNED_IN_DOWN;
          default -> Text.NOT_SIGNED_IN_FAILED;
        };
    return List.of(why, Text.NOT_SIGNED_IN_TOLD);
  }

  private static RedirectUri address(String location) {
    return new RedirectUri(withoutQuery(location));
  }

  /** The query is ours and the client's state: it may be long, and nothing in it is a scheme. */
  private static String withoutQuery(String location) {
    int query = location.indexOf('?');
    return query < 0 ? location : location.substring(0, query);
  }
}
