package dev.oidcproxy.testkit.remote;

import dev.oidcproxy.application.http.Headers;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Json;
import dev.oidcproxy.domain.value.CodeChallenge;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A public MCP client of a proxy that is reached over HTTP: registers, sends its person to sign in,
 * redeems, refreshes, revokes and calls.
 *
 * @param id what the registration gave
 */
public record RemoteClient(Deployment at, String id) {

  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}";

  /**
   * What a client is configured with, and the way there.
   *
   * @param baseUrl the public URL; not an address when a load balancer stands before the proxy
   * @param server brings a request to one of the nodes
   */
  public record Deployment(
      String baseUrl, FakeProvider provider, Function<HttpRequest, HttpResponse> server) {

    /** The same deployment, always by this way. */
    public Deployment by(Function<HttpRequest, HttpResponse> way) {
      return new Deployment(baseUrl, provider, way);
    }

    public TestBrowser browser() {
      return new TestBrowser(server, baseUrl);
    }

    /** A registration (RFC 7591), whatever comes of it. */
    public HttpResponse register(String name) {
      return post(
          "/register",
          "application/json",
          "{\"client_name\":\"%s\",\"redirect_uris\":[\"%s\"]}"
              .formatted(name, TestClient.LOOPBACK));
    }

    HttpResponse post(String path, String type, String body) {
      return send("POST", path, Headers.none().with("Content-Type", type), body);
    }

    HttpResponse send(String method, String path, Headers headers, String body) {
      return server.apply(
          new HttpRequest(
              method,
              URI.create(baseUrl).getRawPath() + path,
              "",
              headers,
              body.getBytes(StandardCharsets.UTF_8),
              "",
              ""));
    }
  }

  /** A client that the deployment has just taken. */
  public static RemoteClient register(Deployment at, String name) {
    HttpResponse answer = at.register(name);
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.status() + " " + TestBrowser.text(answer));
    }
    return new RemoteClient(at, (String) Json.readObject(answer.body()).get("client_id"));
  }

  /** The same client, by another way. */
  public RemoteClient by(Function<HttpRequest, HttpResponse> way) {
    return new RemoteClient(at.by(way), id);
  }

  public String authorizeUrl() {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", id);
    query.put("redirect_uri", TestClient.LOOPBACK);
    query.put("code_challenge", CodeChallenge.of(TestClient.VERIFIER).value());
    query.put("code_challenge_method", "S256");
    query.put("state", TestClient.STATE);
    return at.baseUrl() + "/authorize?" + FormText.encode(query);
  }

  /** From the first visit to the provider's answer at our callback: where the client is sent. */
  public String answer() {
    TestBrowser browser = at.browser();
    String login = browser.approve(browser.consentPage(authorizeUrl()));
    return TestClient.comeBack(browser, at.provider().authorize(URI.create(login)));
  }

  /** A fresh code, by a fresh browser. */
  public String code() {
    String answer = answer();
    return Optional.ofNullable(FormText.query(answer).get("code"))
        .orElseThrow(() -> new IllegalStateException("no code in " + answer));
  }

  public HttpResponse redeem(String code) {
    return form(
        "/token",
        Map.of(
            "grant_type",
            "authorization_code",
            "client_id",
            id,
            "code",
            code,
            "redirect_uri",
            TestClient.LOOPBACK,
            "code_verifier",
            TestClient.VERIFIER));
  }

  public HttpResponse refresh(String refreshToken) {
    return form(
        "/token",
        Map.of("grant_type", "refresh_token", "client_id", id, "refresh_token", refreshToken));
  }

  public HttpResponse revoke(String token) {
    return form("/revoke", Map.of("client_id", id, "token", token));
  }

  /** The whole dance. */
  public Tokens signIn() {
    return Tokens.of(redeem(code()));
  }

  /** An MCP request with a token. */
  public HttpResponse call(String accessToken) {
    return call(accessToken, Map.of());
  }

  public HttpResponse call(String accessToken, Map<String, String> more) {
    Headers headers =
        Headers.none()
            .with("Authorization", "Bearer " + accessToken)
            .with("Content-Type", "application/json")
            .with("Accept", "application/json, text/event-stream");
    for (Map.Entry<String, String> header : more.entrySet()) {
      headers = headers.with(header.getKey(), header.getValue());
    }
    return at.send("POST", "/mcp", headers, CALL);
  }

  private HttpResponse form(String path, Map<String, String> form) {
    return at.post(path, "application/x-www-form-urlencoded", FormText.encode(form));
  }
}
