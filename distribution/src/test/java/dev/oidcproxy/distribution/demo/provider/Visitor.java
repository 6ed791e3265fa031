package dev.oidcproxy.distribution.demo.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/** A relying party and its user, who reads pages the way a browser does. */
final class Visitor implements AutoCloseable {

  static final String REDIRECT_URI = "http://127.0.0.1:8000/auth/callback";
  static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
  private static final Pattern REFRESH =
      Pattern.compile("http-equiv=\"refresh\" content=\"0;url=([^\"]*)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final SampleProvider provider;

  Visitor(SampleProvider provider) {
    this.provider = provider;
  }

  @Override
  public void close() {
    http.close();
  }

  Map<String, String> authorizationRequest() {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", provider.clientId());
    request.put("redirect_uri", REDIRECT_URI);
    request.put("scope", "openid profile email");
    request.put("state", "a \"state\" & more");
    request.put("nonce", "n-0S6_WzA2Mj");
    request.put("code_challenge", s256(VERIFIER));
    request.put("code_challenge_method", "S256");
    return request;
  }

  HttpResponse<String> authorize(Map<String, String> request) {
    return send(HttpRequest.newBuilder(at("/authorize?" + form(request))));
  }

  HttpResponse<String> press(HttpResponse<String> loginPage, String user) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher hidden = HIDDEN.matcher(loginPage.body());
    while (hidden.find()) {
      fields.put(unescape(hidden.group(1)), unescape(hidden.group(2)));
    }
    fields.put("user", user);
    return post("/login", fields, "Origin", provider.issuer().toString());
  }

  /** Signs in and gives the parameters that the redirect URI receives. */
  Map<String, String> signIn(String user) {
    return answer(press(authorize(authorizationRequest()), user));
  }

  static Map<String, String> answer(HttpResponse<String> onward) {
    Matcher refresh = REFRESH.matcher(onward.body());
    String target =
        refresh.find()
            ? unescape(refresh.group(1))
            : onward.headers().firstValue("Location").orElseThrow();
    return Arrays.stream(URI.create(target).getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> decode(pair[1])));
  }

  HttpResponse<String> redeem(String code, String verifier) {
    return token(
        Map.of(
            "grant_type", "authorization_code",
            "code", code,
            "redirect_uri", REDIRECT_URI,
            "code_verifier", verifier));
  }

  HttpResponse<String> refresh(Object refreshToken) {
    return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken.toString()));
  }

  HttpResponse<String> token(Map<String, String> form) {
    return post("/token", form, "Authorization", basic(provider.clientSecret().reveal()));
  }

  HttpResponse<String> revoke(Object token) {
    return post(
        "/revoke",
        Map.of("token", token.toString()),
        "Authorization",
        basic(provider.clientSecret().reveal()));
  }

  HttpResponse<String> userinfo(Object accessToken) {
    return get("/userinfo", "Authorization", "Bearer " + accessToken);
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(form)));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  String basic(String secret) {
    String pair = provider.clientId() + ":" + secret;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }

  static Map<String, Object> json(HttpResponse<String> response) {
    try {
      return JsonUtil.parseJson(response.body());
    } catch (JoseException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  private URI at(String path) {
    return URI.create(provider.issuer() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String unescape(String text) {
    return text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static String s256(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
