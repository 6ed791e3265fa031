package dev.oidcproxy.benchmarks;

import dev.oidcproxy.domain.value.CodeChallenge;
import dev.oidcproxy.testkit.FakeProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A client and its person, signing in at a proxy as every client does: nothing is short-circuited.
 * The consent pages of more than one proxy are known, so that they can be compared.
 */
final class SignIn {

  private static final String REDIRECT_URI = "http://127.0.0.1:1/callback";
  private static final String VERIFIER = "benchmark-benchmark-benchmark-benchmark-0123456789";
  private static final Pattern INPUT =
      Pattern.compile("<input[^>]*name=\"([^\"]*)\"[^>]*value=\"([^\"]*)\"");
  private static final Pattern REFRESH =
      Pattern.compile("http-equiv=\"refresh\"[^>]*url=([^\"]*)\"");

  private static final AtomicInteger CLIENTS = new AtomicInteger();

  private final HttpClient http;
  private final FakeProvider provider;
  private final int number = CLIENTS.incrementAndGet();

  /** By name: the JDK's own jar speaks RFC 2965, with quotes, to whoever sets a Max-Age. */
  private final Map<String, String> cookies = new LinkedHashMap<>();

  private final String proxy;

  /**
   * A client of its own, with an address of its own as its person's, when the proxy believes us.
   *
   * @param http keeps its connections from one sign-in to the next
   */
  SignIn(String proxy, HttpClient http, FakeProvider provider) {
    this.proxy = proxy;
    this.http = http;
    this.provider = provider;
  }

  /** An access token for the resource. */
  String accessToken(String resource) throws IOException, InterruptedException {
    String client = register();
    HttpResponse<String> consent = follow(get(authorize(client, resource)));
    // What one proxy calls decision, another calls action; neither minds the other.
    HttpResponse<String> approved =
        submit(consent, "/consent", Map.of("decision", "approve", "action", "approve"));
    URI callback = provider.authorize(onward(approved));
    Map<String, String> answer = query(location(get(callback)));
    String body =
        post(
                URI.create(proxy + "/token"),
                form(
                    Map.of(
                        "grant_type", "authorization_code",
                        "client_id", client,
                        "code", answer.get("code"),
                        "redirect_uri", REDIRECT_URI,
                        "code_verifier", VERIFIER)),
                "application/x-www-form-urlencoded")
            .body();
    return member(body, "access_token");
  }

  private String register() throws IOException, InterruptedException {
    // Each another one: the same again would be the same client.
    String name = "benchmark " + number;
    String body = "{\"redirect_uris\":[\"" + REDIRECT_URI + "\"],\"client_name\":\"" + name + "\"}";
    return member(
        post(URI.create(proxy + "/register"), body, "application/json").body(), "client_id");
  }

  private URI authorize(String client, String resource) {
    return URI.create(
        proxy
            + "/authorize?"
            + form(
                Map.of(
                    "response_type",
                    "code",
                    "client_id",
                    client,
                    "redirect_uri",
                    REDIRECT_URI,
                    "code_challenge",
                    CodeChallenge.of(VERIFIER).value(),
                    "code_challenge_method",
                    "S256",
                    "resource",
                    resource)));
  }

  /** Posts a page's form with its hidden fields. */
  private HttpResponse<String> submit(
      HttpResponse<String> page, String path, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher input = INPUT.matcher(page.body());
    while (input.find()) {
      fields.put(unescape(input.group(1)), unescape(input.group(2)));
    }
    fields.putAll(more);
    return post(page.uri().resolve(path), form(fields), "application/x-www-form-urlencoded");
  }

  /** By redirect, or by the page in between that forwards. */
  private static URI onward(HttpResponse<String> response) throws IOException {
    return response.statusCode() / 100 == 3 ? location(response) : URI.create(refresh(response));
  }

  private HttpResponse<String> follow(HttpResponse<String> response)
      throws IOException, InterruptedException {
    return response.statusCode() / 100 == 3 ? follow(get(location(response))) : response;
  }

  private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri));
  }

  private HttpResponse<String> post(URI uri, String body, String type)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", type)
            .header("Origin", uri.getScheme() + "://" + uri.getRawAuthority())
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    request.header(
        "X-Forwarded-For", "10." + number / 65536 + "." + number / 256 % 256 + "." + number % 256);
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(c -> c.getKey() + "=" + c.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    for (String set : response.headers().allValues("Set-Cookie")) {
      String[] pair = set.split(";", 2)[0].split("=", 2);
      cookies.put(pair[0], pair[1]);
    }
    return response;
  }

  private static URI location(HttpResponse<String> response) throws IOException {
    return URI.create(
        response
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new IOException(response.statusCode() + ": " + response.body())));
  }

  private static String refresh(HttpResponse<String> page) throws IOException {
    Matcher found = REFRESH.matcher(page.body());
    if (!found.find()) {
      throw new IOException(page.statusCode() + ": " + page.body());
    }
    return unescape(found.group(1)).strip();
  }

  private static Map<String, String> query(URI uri) {
    return Pattern.compile("&")
        .splitAsStream(uri.getRawQuery())
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String member(String json, String name) throws IOException {
    Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
    if (!found.find()) {
      throw new IOException("no " + name + " in " + json);
    }
    return found.group(1);
  }

  private static String unescape(String html) {
    return html.replace("&#34;", "\"")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
