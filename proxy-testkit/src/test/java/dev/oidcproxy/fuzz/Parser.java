package dev.oidcproxy.fuzz;

import dev.oidcproxy.application.http.Headers;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.client.RedirectPattern;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.grant.AuthorizationCode;
import dev.oidcproxy.domain.grant.RefreshToken;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What reads strangers' text; the first byte of an input chooses one. */
record Parser(String name, char letter, BiConsumer<Surface, String> reader) {
  static final Parser ACCESS_TOKEN =
      new Parser(
          "access_token",
          'a',
          (door, text) -> door.gate(List.of("Bearer " + text), "", Optional.empty()));
  static final Parser AUTHORIZATION_HEADER =
      new Parser(
          "authorization_header",
          'b',
          (door, text) -> door.gate(lines(text), text, Optional.of(text)));
  static final Parser SESSION_ID =
      new Parser(
          "session_id",
          's',
          (door, text) ->
              door.gate(List.of("Bearer " + door.tokens().access()), "", Optional.of(text)));
  static final Parser ASSERTION =
      new Parser("assertion", 'j', (door, text) -> door.assertion(encoded(text)));
  static final Parser ASSERTION_CLAIMS =
      new Parser("assertion_claims", 'k', (door, text) -> door.assertion(door.signed(text)));
  static final Parser REDIRECT_URI = new Parser("redirect_uri", 'u', Parser::redirectUri);
  static final Parser REDIRECT_PATTERN = new Parser("redirect_pattern", 'p', Parser::pattern);
  static final Parser CLIENT_ID =
      new Parser(
          "client_id",
          'i',
          (door, text) -> door.authorize("client_id=" + encoded(text) + idRules(text)));
  static final Parser DOCUMENT =
      new Parser(
          "document",
          'd',
          (door, text) ->
              door.documentAnswer(answer(Map.of("content-type", "application/json"), text)));
  static final Parser DOCUMENT_HEADERS =
      new Parser("document_headers", 'h', Parser::documentHeaders);
  static final Parser REGISTRATION = new Parser("registration", 'r', Surface::register);
  static final Parser FORM = new Parser("form", 'f', Parser::form);
  static final Parser CLIENT_CREDENTIALS =
      new Parser(
          "client_credentials",
          'c',
          (door, text) ->
              door.post("/token", "grant_type=refresh_token", Map.of("Authorization", text)));
  static final Parser HEADER_NAMES = new Parser("header_names", 'n', Parser::headerNames);
  static final Parser SCOPE = new Parser("scope", 'o', Parser::scope);
  static final Parser RESOURCE = new Parser("resource", 'e', Parser::resource);
  static final Parser CODE = new Parser("code", 'g', Parser::code);
  static final Parser REFRESH_TOKEN = new Parser("refresh_token", 't', Parser::refreshToken);
  static final Parser COOKIES = new Parser("cookies", 'q', Surface::withCookies);

  static final List<Parser> ALL =
      List.of(
          ACCESS_TOKEN,
          AUTHORIZATION_HEADER,
          SESSION_ID,
          ASSERTION,
          ASSERTION_CLAIMS,
          REDIRECT_URI,
          REDIRECT_PATTERN,
          CLIENT_ID,
          DOCUMENT,
          DOCUMENT_HEADERS,
          REGISTRATION,
          FORM,
          CLIENT_CREDENTIALS,
          HEADER_NAMES,
          SCOPE,
          RESOURCE,
          CODE,
          REFRESH_TOKEN,
          COOKIES);

  static Optional<Parser> of(byte letter) {
    return ALL.stream().filter(p -> p.letter == letter).findFirst();
  }

  void read(Surface door, String text) {
    reader.accept(door, text);
  }

  @Override
  public String toString() {
    return name;
  }

  byte[] sample(String text) {
    return (letter + text).getBytes(StandardCharsets.UTF_8);
  }

  private static void redirectUri(Surface door, String text) {
    RedirectUri.parse(text)
        .ifPresent(uri -> {
          uri.withoutPort();
          uri.isLoopback();
          uri.permits(uri);
          uri.host();
        });
    door.authorize("client_id=" + door.clientId() + "&redirect_uri=" + encoded(text));
  }

  private static void pattern(Surface door, String text) {
    RedirectUri uri = new RedirectUri("https://app.example/a/b?c");
    RedirectPattern.parse(text).ifPresent(pattern -> pattern.matches(uri));
  }

  private static String idRules(String text) {
    if (ClientId.wellFormed(text)) {
      new ClientId(text).documentHost();
    }
    return "";
  }

  /** A line for each header that decides how long a document is kept. */
  private static void documentHeaders(Surface door, String text) {
    List<String> names = List.of("cache-control", "expires", "date", "age", "etag", "content-type");
    Map<String, String> headers = new java.util.TreeMap<>();
    List<String> values = lines(text);
    for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
      headers.put(names.get(i), values.get(i));
    }
    headers.putIfAbsent("content-type", "application/json");
    door.documentAnswer(answer(headers, door.document()));
  }

  private static void form(Surface door, String text) {
    door.post("/token", text, Map.of());
    door.post("/revoke", text, Map.of());
    door.authorize(text);
    try {
      Parameters parameters = Parameters.parse(text);
      parameters.names().forEach(parameters::all);
    } catch (OAuthException e) {
      // That is how it refuses.
    }
  }

  private static void headerNames(Surface door, String text) {
    Headers headers = Headers.none();
    for (String line : lines(text)) {
      headers = headers.with(line, text);
    }
    Headers.of(headers.asMap()).first(text);
  }

  private static void scope(Surface door, String text) {
    door.authorizeWith("scope=" + encoded(text));
    try {
      Scope.join(Scope.parse(text));
    } catch (IllegalArgumentException e) {
      // That is how it refuses.
    }
  }

  private static void resource(Surface door, String text) {
    door.authorizeWith("resource=" + encoded(text));
    new Resource("https://proxy.example/mcp").isMeantBy(text);
  }

  private static void code(Surface door, String text) {
    AuthorizationCode.parse(text);
    door.post(
        "/token",
        "grant_type=authorization_code&client_id=%s&code_verifier=%s&code=%s"
            .formatted(door.clientId(), "v".repeat(43), encoded(text)),
        Map.of());
  }

  private static void refreshToken(Surface door, String text) {
    RefreshToken.parse(text);
    String client = "client_id=" + door.clientId();
    door.post(
        "/token",
        "grant_type=refresh_token&refresh_token=" + encoded(text) + "&" + client,
        Map.of());
    door.post("/revoke", "token=" + encoded(text) + "&" + client, Map.of());
  }

  private static HttpTransport.Response answer(Map<String, String> headers, String body) {
    Map<String, List<String>> all = new java.util.TreeMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    return new HttpTransport.Response(200, all, body.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> lines(String text) {
    return List.of(text.split("\n", 20));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
