package dev.oidcproxy.testkit.flow;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.value.CodeChallenge;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.FormText;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A public MCP client: registers, sends people to sign in, redeems and refreshes. */
public record TestClient(TestProxy proxy, String id, String redirectUri) {

  /** On loopback, as programs on a desk have it. */
  public static final String LOOPBACK = "http://127.0.0.1:4711/callback";

  /** Somewhere in the world. */
  public static final String WEB = "https://client.example/callback";

  public static final String VERIFIER = "canary-verifier-0123456789-0123456789-0123456789";
  public static final String STATE = "state-of-the-client";

  /** What the token endpoint gave. */
  public record Tokens(String access, Optional<String> refresh, long expiresIn, String scope) {

    public static Tokens of(HttpResponse response) {
      if (response.status() != 200) {
        throw new IllegalStateException(response.status() + " " + TestBrowser.text(response));
      }
      Map<String, Object> body = TestProxy.json(response);
      return new Tokens(
          (String) body.get("access_token"),
          Optional.ofNullable((String) body.get("refresh_token")),
          ((Number) body.get("expires_in")).longValue(),
          (String) body.get("scope"));
    }

    public String refreshToken() {
      return refresh.orElseThrow();
    }
  }

  public static TestClient register(TestProxy proxy) {
    return register(proxy, LOOPBACK);
  }

  public static TestClient register(TestProxy proxy, String redirectUri) {
    HttpResponse response =
        proxy.register(
            "{\"client_name\":\"A client\",\"redirect_uris\":[\"" + redirectUri + "\"]}");
    return new TestClient(proxy, (String) TestProxy.json(response).get("client_id"), redirectUri);
  }

  /** The same client at another node. */
  public TestClient at(TestProxy node) {
    return new TestClient(node, id, redirectUri);
  }

  public String authorizeUrl() {
    return authorizeUrl(Map.of());
  }

  /** The authorization request with some parameters changed; an empty value leaves one out. */
  public String authorizeUrl(Map<String, String> changes) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", id);
    query.put("redirect_uri", redirectUri);
    query.put("code_challenge", CodeChallenge.of(VERIFIER).value());
    query.put("code_challenge_method", "S256");
    query.put("state", STATE);
    return proxy.settings().baseUrl() + "/authorize?" + FormText.encode(changed(query, changes));
  }

  /** From the consent page to our callback's answer: the location the client is sent to. */
  public String answer(TestBrowser browser, Map<String, String> changes) {
    return answer(browser, changes, FakeIdentityProvider.ALICE);
  }

  public String answer(TestBrowser browser, Map<String, String> changes, Identity person) {
    String login = browser.approve(browser.consentPage(authorizeUrl(changes)));
    return comeBack(browser, proxy.provider().signIn(URI.create(login), person));
  }

  /** Brings the provider's answer: the location the client is sent to, by redirect or by a page. */
  public static String comeBack(TestBrowser browser, URI providersAnswer) {
    HttpResponse response = browser.visit(providersAnswer.toString());
    return response.headers().first("Location").orElseGet(() -> TestBrowser.forwardedTo(response));
  }

  /** A fresh code, by a fresh browser. */
  public String code() {
    return code(Map.of());
  }

  public String code(Map<String, String> changes) {
    return FormText.query(answer(proxy.browser(), changes)).get("code");
  }

  public HttpResponse redeem(String code) {
    return redeem(code, Map.of());
  }

  /** The token request with some parameters changed; an empty value leaves one out. */
  public HttpResponse redeem(String code, Map<String, String> changes) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", id);
    form.put("code", code);
    form.put("redirect_uri", redirectUri);
    form.put("code_verifier", VERIFIER);
    return proxy.post(path("/token"), changed(form, changes));
  }

  public HttpResponse refresh(String refreshToken) {
    return refresh(refreshToken, Map.of());
  }

  public HttpResponse refresh(String refreshToken, Map<String, String> changes) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("client_id", id);
    form.put("refresh_token", refreshToken);
    return proxy.post(path("/token"), changed(form, changes));
  }

  public HttpResponse revoke(String token) {
    return proxy.post(path("/revoke"), Map.of("client_id", id, "token", token));
  }

  /** The whole dance. */
  public Tokens signIn() {
    return signIn(Map.of());
  }

  public Tokens signIn(Map<String, String> changes) {
    Map<String, String> resource =
        changes.containsKey("resource") ? Map.of("resource", changes.get("resource")) : Map.of();
    return Tokens.of(redeem(code(changes), resource));
  }

  private String path(String endpoint) {
    return URI.create(proxy.settings().baseUrl()).getRawPath() + endpoint;
  }

  private static Map<String, String> changed(
      Map<String, String> parameters, Map<String, String> changes) {
    parameters.putAll(changes);
    parameters.values().removeIf(String::isEmpty);
    return parameters;
  }
}
