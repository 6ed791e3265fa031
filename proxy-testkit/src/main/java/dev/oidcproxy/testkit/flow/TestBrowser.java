package dev.oidcproxy.testkit.flow;

import dev.oidcproxy.application.http.Headers;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.FormText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser without a network: keeps cookies in the order they were set, follows redirects that
 * stay with the proxy, reads forms and the page that forwards.
 */
public final class TestBrowser {

  /** What a browser says of an address that no page led to. */
  public static final Map<String, String> STARTED =
      Map.of(
          "Accept", "text/html",
          "Sec-Fetch-Site", "none",
          "Sec-Fetch-Mode", "navigate",
          "Sec-Fetch-Dest", "document",
          "Sec-Fetch-User", "?1");

  private static final Pattern INPUT = Pattern.compile("(?is)<(?:input|button)\\b[^>]*>");
  private static final Pattern FORM = Pattern.compile("(?is)<form\\b[^>]*>");
  private static final Pattern REFRESH =
      Pattern.compile("(?is)<meta\\b[^>]*http-equiv=[\"']?refresh[^>]*>");

  private final Function<HttpRequest, HttpResponse> server;
  private final String baseUrl;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final Map<String, String> setCookies = new LinkedHashMap<>();

  public TestBrowser(Function<HttpRequest, HttpResponse> server, String baseUrl) {
    this.server = server;
    this.baseUrl = baseUrl;
  }

  /** The form of a consent page. */
  public record ConsentForm(String action, Map<String, String> hidden) {

    public String transaction() {
      return hidden.get("transaction");
    }

    /** What is posted for a decision. */
    public Map<String, String> answered(String decision) {
      Map<String, String> form = new LinkedHashMap<>(hidden);
      form.put("decision", decision);
      return form;
    }
  }

  /** The cookie jar itself, for tests that tamper with it. */
  public Map<String, String> cookies() {
    return cookies;
  }

  /** Each cookie's last {@code Set-Cookie} header, by its name. */
  public Map<String, String> setCookies() {
    return setCookies;
  }

  /** Visits an address, as a person does who clicks a link elsewhere; follows nothing. */
  public HttpResponse visit(String url) {
    return send("GET", url, "", Map.of("Accept", "text/html", "Sec-Fetch-Site", "cross-site"));
  }

  /** Visits an address with exactly these headers beside its cookies. */
  public HttpResponse visit(String url, Map<String, String> headers) {
    return send("GET", url, "", headers);
  }

  /** Opens an address that a program on the same computer hands over; follows nothing. */
  public HttpResponse start(String url) {
    return visit(url, STARTED);
  }

  /** Visits, and follows redirects while they stay with the proxy. */
  public HttpResponse open(String url) {
    return follow(visit(url));
  }

  private HttpResponse follow(HttpResponse first) {
    HttpResponse response = first;
    for (int hops = 0; hops < 5; hops++) {
      Optional<String> location = response.headers().first("Location");
      if (location.filter(l -> l.startsWith(baseUrl)).isEmpty()) {
        return response;
      }
      response = visit(location.get());
    }
    throw new IllegalStateException("the proxy redirects in circles");
  }

  /** Posts a form as the page that holds it would. */
  public HttpResponse post(String url, Map<String, String> form) {
    URI at = URI.create(baseUrl);
    return post(
        url,
        form,
        Map.of(
            "Origin",
            at.getScheme() + "://" + at.getRawAuthority(),
            "Sec-Fetch-Site",
            "same-origin"));
  }

  /** Posts a form with exactly these headers. */
  public HttpResponse post(String url, Map<String, String> form, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/x-www-form-urlencoded");
    all.put("Accept", "text/html");
    return send("POST", url, FormText.encode(form), all);
  }

  /** Begins an authorization and comes to the consent page. */
  public ConsentForm consentPage(String authorizeUrl) {
    return form(open(authorizeUrl));
  }

  /** Approves: where the browser goes next. */
  public String approve(ConsentForm form) {
    return forwardedTo(post(form.action(), form.answered("approve")));
  }

  public String deny(ConsentForm form) {
    return forwardedTo(post(form.action(), form.answered("deny")));
  }

  /** The form in a page. */
  public static ConsentForm form(HttpResponse page) {
    String html = text(page);
    Matcher form = FORM.matcher(html);
    if (!form.find()) {
      throw new IllegalStateException("no form in an answer of status " + page.status());
    }
    Map<String, String> hidden = new LinkedHashMap<>();
    Matcher input = INPUT.matcher(html);
    while (input.find()) {
      Optional<String> name = attribute(input.group(), "name").filter(n -> !n.equals("decision"));
      name.ifPresent(n -> hidden.put(n, attribute(input.group(), "value").orElse("")));
    }
    return new ConsentForm(attribute(form.group(), "action").orElseThrow(), hidden);
  }

  /** Where the page sends the browser after a form was answered. */
  public static String forwardedTo(HttpResponse page) {
    Matcher meta = REFRESH.matcher(text(page));
    if (page.status() != 200 || !meta.find()) {
      throw new IllegalStateException("status " + page.status() + " forwards nowhere");
    }
    String content = attribute(meta.group(), "content").orElseThrow();
    return content.substring(content.indexOf("url=") + "url=".length());
  }

  /** A body as text. */
  public static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse send(String method, String url, String body, Map<String, String> headers) {
    URI uri = URI.create(url);
    Headers all = Headers.none();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      all = all.with(header.getKey(), header.getValue());
    }
    if (!cookies.isEmpty()) {
      StringBuilder line = new StringBuilder();
      cookies.forEach((n, v) -> line.append(line.isEmpty() ? "" : "; ").append(n + "=" + v));
      all = all.with("Cookie", line.toString());
    }
    HttpResponse response =
        server.apply(
            new HttpRequest(
                method,
                uri.getRawPath(),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                all,
                body.getBytes(StandardCharsets.UTF_8),
                "192.0.2.7",
                "request-1"));
    response.headers().all("Set-Cookie").forEach(this::keep);
    return response;
  }

  private void keep(String setCookie) {
    String pair = setCookie.split(";", 2)[0];
    String name = pair.substring(0, pair.indexOf('='));
    setCookies.put(name, setCookie);
    if (setCookie.contains("Max-Age=0")) {
      cookies.remove(name);
    } else {
      cookies.put(name, pair.substring(name.length() + 1));
    }
  }

  private static Optional<String> attribute(String tag, String name) {
    Matcher m =
        Pattern.compile("(?is)\\b" + name + "\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>]+))")
            .matcher(tag);
    if (!m.find()) {
      return Optional.empty();
    }
    String value = m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3);
    return Optional.of(
        value
            .replace("&lt;", "<")
            .replace("&#39;", "'")
            .replace("&#34;", "\"")
            .replace("&quot;", "\"")
            .replace("&amp;", "&"));
  }
}
