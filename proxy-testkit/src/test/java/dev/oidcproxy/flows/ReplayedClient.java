package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.gateway.Presented;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.value.CodeChallenge;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

/** A known client that does with a proxy what its profile says, one step after the other. */
final class ReplayedClient {

  private static final Pattern LEARNED = Pattern.compile("\\{([a-z_]+)}");
  private static final Pattern CHALLENGE =
      Pattern.compile("Bearer resource_metadata=\"([^\"]+)\", scope=\"([^\"]+)\"");

  /** One for all: it takes its time to make. */
  private static final ClientKey KEY = ClientKey.make("RS256", "of-the-client");

  private final ClientProfile profile;
  private final TestProxy proxy;
  private final DocumentHost host;
  private final Map<String, String> learned = new LinkedHashMap<>();

  ReplayedClient(ClientProfile profile, TestProxy proxy, DocumentHost host) {
    this.profile = profile;
    this.proxy = proxy;
    this.host = host;
    learned.put("state", TestClient.STATE);
    learned.put("code_verifier", TestClient.VERIFIER);
    learned.put("code_challenge", CodeChallenge.of(TestClient.VERIFIER).value());
  }

  /** At a proxy of its own. */
  static ReplayedClient of(ClientProfile profile, TestSettings settings) {
    DocumentHost host = new DocumentHost();
    return new ReplayedClient(profile, host.proxy(settings), host);
  }

  /** One resource, that needs a scope which no provider requires. */
  static TestSettings settings() {
    return TestSettings.bare().resource("/mcp", IdentityMode.HEADERS, "mcp:tools");
  }

  TestProxy proxy() {
    return proxy;
  }

  /** The same client, with all that it remembers, at another proxy. */
  ReplayedClient rememberedAt(TestProxy other) {
    ReplayedClient same = new ReplayedClient(profile, other, host);
    same.learned.putAll(learned);
    return same;
  }

  /** What it learned of this proxy so far. */
  String learned(String what) {
    return learned.get(what);
  }

  /** Calls without a token, and reads of the refusal what it can. */
  ReplayedClient beChallenged() {
    Presented presented = new Presented(proxy.resource(), List.of(), "", Optional.empty());
    HttpResponse refusal = Answers.refused(proxy.proxy().gate().admit(presented));
    Matcher challenge =
        CHALLENGE.matcher(refusal.headers().first("WWW-Authenticate").orElseThrow());
    assertThat(challenge.matches()).isTrue();
    learned.put("metadata", challenge.group(1));
    learned.put("challenged_scope", challenge.group(2));
    return this;
  }

  /** Tries its addresses in their order; what does not exist there is simply not found. */
  ReplayedClient discover() {
    Map<String, Object> resource = firstOf(profile.tried("resource"));
    Map<String, Object> server = firstOf(profile.tried("server"));
    learned.put("resource", (String) resource.get("resource"));
    learned.put("resource_scopes", words(resource.get("scopes_supported")));
    learned.put("server_scopes", words(server.get("scopes_supported")));
    learned.put("issuer", (String) server.get("issuer"));
    assertThat(resource.get("authorization_servers")).isEqualTo(List.of(server.get("issuer")));
    return this;
  }

  private Map<String, Object> firstOf(List<String> paths) {
    for (String path : paths) {
      HttpResponse response = proxy.send("GET", path, profile.headers(), "");
      if (response.status() == 200) {
        return TestProxy.json(response);
      }
      assertThat(response.status()).as(path).isEqualTo(404);
    }
    throw new IllegalStateException("nothing at " + paths);
  }

  private static String words(Object list) {
    return String.join(" ", ((List<?>) list).stream().map(String.class::cast).toList());
  }

  /** Registers, or publishes its document. */
  ReplayedClient introduce() {
    beChallenged().discover();
    profile.document().ifPresent(this::publish);
    profile.registration().ifPresent(r -> register());
    return this;
  }

  private void publish(Map<String, Object> document) {
    String id = (String) document.get("client_id");
    host.serve(id, JsonUtil.toJson(document));
    Optional.ofNullable((String) document.get("jwks_uri")).ifPresent(u -> host.serve(u, KEY.set()));
    learned.put("client_id", id);
  }

  /** The answer to its registration, from which it learns its id. */
  Map<String, Object> register() {
    Map<String, Object> body = new LinkedHashMap<>(profile.registration().orElseThrow());
    body.computeIfPresent("scope", (name, scope) -> filled((String) scope));
    HttpResponse response = proxy.register(JsonUtil.toJson(body));
    assertThat(response.status()).as(TestBrowser.text(response)).isEqualTo(201);
    Map<String, Object> answer = TestProxy.json(response);
    learned.put("client_id", (String) answer.get("client_id"));
    learned.computeIfAbsent("client_secret", name -> (String) answer.get(name));
    return answer;
  }

  String authorizeUrl(Map<String, String> changes) {
    Map<String, String> query = filled(profile.authorize());
    query.putAll(changes);
    query.values().removeIf(String::isEmpty);
    return proxy.settings().baseUrl() + "/authorize?" + FormText.encode(query);
  }

  /** Where its person's browser ends. */
  String answer(Map<String, String> changes) {
    TestBrowser browser = proxy.browser();
    String login = browser.approve(browser.consentPage(authorizeUrl(changes)));
    URI back = proxy.provider().signIn(URI.create(login), FakeIdentityProvider.ALICE);
    String location = TestClient.comeBack(browser, back);
    learned.put("code", FormText.query(location).get("code"));
    return location;
  }

  /** Redeems its code, with some parameters changed; an empty value leaves one out. */
  HttpResponse redeem(Map<String, String> changes) {
    return token(profile.token(), changes);
  }

  HttpResponse refresh() {
    return token(profile.refresh(), Map.of());
  }

  private HttpResponse token(Map<String, String> parameters, Map<String, String> changes) {
    if (!profile.assertion().isEmpty()) {
      learned.put("client_assertion", assertion());
    }
    Map<String, String> form = filled(parameters);
    form.putAll(changes);
    form.values().removeIf(String::isEmpty);
    HttpResponse response = proxy.post("/token", form);
    if (response.status() == 200) {
      learned.put("refresh_token", Tokens.of(response).refreshToken());
    }
    return response;
  }

  /** The whole dance. */
  Tokens signIn() {
    answer(Map.of());
    return Tokens.of(redeem(Map.of()));
  }

  private String assertion() {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(learned.get("client_id"));
    claims.setSubject(learned.get("client_id"));
    claims.setAudience(filled(profile.assertion().get("aud")));
    claims.setGeneratedJwtId();
    long now = proxy.clock().instant().getEpochSecond();
    claims.setIssuedAt(NumericDate.fromSeconds(now));
    claims.setExpirationTime(NumericDate.fromSeconds(now + 60));
    return KEY.sign(claims);
  }

  private Map<String, String> filled(Map<String, String> parameters) {
    Map<String, String> filled = new LinkedHashMap<>();
    parameters.forEach((name, value) -> filled.put(name, filled(value)));
    return filled;
  }

  private String filled(String text) {
    return LEARNED
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(known(found.group(1))));
  }

  private String known(String name) {
    return Optional.ofNullable(learned.get(name))
        .orElseThrow(() -> new IllegalStateException("it has not learned " + name));
  }
}
