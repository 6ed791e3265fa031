package dev.oidcproxy.fuzz;

import dev.oidcproxy.application.gateway.Admission;
import dev.oidcproxy.application.gateway.Presented;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestProxy.World;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** A proxy with honest clients and tokens, and the doors at which strangers speak to it. */
final class Surface {

  static final String DOCUMENT = "https://app.example/oauth/client.json";

  private static final String JWT_BEARER =
      "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

  private final PublicJsonWebKey clientKey = key();
  private final TestProxy proxy;
  private final TestClient client;
  private final Tokens tokens;
  private final String code;
  private volatile HttpTransport.Response document = json(document());

  Surface() {
    proxy =
        new TestProxy(
            World.create(store -> store), TestSettings.simple(), b -> b.documents(r -> document));
    client = TestClient.register(proxy);
    tokens = client.signIn();
    code = client.code();
    new TestClient(proxy, DOCUMENT, TestClient.WEB).code();
  }

  Tokens tokens() {
    return tokens;
  }

  String code() {
    return code;
  }

  /** The document of a client that proves itself with a key. */
  String document() {
    return "{\"client_id\":\"%s\",\"client_name\":\"An app\",\"redirect_uris\":[\"%s\"],%s%s}"
        .formatted(
            DOCUMENT,
            TestClient.WEB,
            "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[",
            clientKey.toJson(OutputControlLevel.PUBLIC_ONLY) + "]}");
  }

  /** The claims of an assertion that would hold. */
  String claims() {
    long now = proxy.clock().instant().getEpochSecond();
    return "{\"iss\":\"%1$s\",\"sub\":\"%1$s\",\"aud\":\"%2$s\",\"iat\":%3$d,\"exp\":%4$d,\"jti\":\"1\"}"
        .formatted(DOCUMENT, proxy.settings().baseUrl() + "/token", now, now + 60);
  }

  /** Signed by the client whose document we know, whatever it says. */
  String signed(String payload) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload(payload);
    jws.setAlgorithmHeaderValue("ES256");
    jws.setKeyIdHeaderValue("k");
    jws.setKey(clientKey.getPrivateKey());
    try {
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("it cannot be signed", e);
    }
  }

  void gate(List<String> authorization, String query, Optional<String> session) {
    Presented presented = new Presented(proxy.resource(), authorization, query, session);
    Admission admission =
        proxy
            .proxy()
            .gate()
            .admitAtOnce(presented)
            .orElseGet(() -> proxy.proxy().gate().admit(presented));
    if (admission instanceof Admission.Refused refused) {
      answered(refused.response());
    }
  }

  void authorize(String query) {
    answered(proxy.send("GET", "/authorize?" + query, Map.of("Accept", "text/html"), ""));
  }

  /** With parameters that are good but for those in {@code query}. */
  void authorizeWith(String query) {
    String good = client.authorizeUrl(Map.of("scope", "", "resource", ""));
    authorize(good.substring(good.indexOf('?') + 1) + "&" + query);
  }

  /** A request for a client whose host answers so. */
  void documentAnswer(HttpTransport.Response answer) {
    document = answer;
    proxy.clock().pass(Duration.ofHours(25));
    answered(proxy.browser().visit(new TestClient(proxy, DOCUMENT, TestClient.WEB).authorizeUrl()));
    document = json(document());
  }

  void post(String path, String form, Map<String, String> headers) {
    answered(proxy.post(path, form, headers));
  }

  void assertion(String assertion) {
    post(
        "/token",
        "grant_type=refresh_token&refresh_token="
            + tokens.refreshToken()
            + "&client_assertion_type="
            + JWT_BEARER
            + "&client_assertion="
            + assertion,
        Map.of());
  }

  String clientId() {
    return client.id();
  }

  void register(String body) {
    answered(proxy.register(body));
  }

  void withCookies(String cookies) {
    answered(proxy.send("GET", "/auth/callback?state=a.b&code=c", Map.of("Cookie", cookies), ""));
    answered(proxy.send("POST", "/consent", form(cookies), "transaction=a&csrf=b&action=approve"));
  }

  private static Map<String, String> form(String cookies) {
    return Map.of("Cookie", cookies, "Content-Type", "application/x-www-form-urlencoded");
  }

  /** What nobody foresaw is answered with 500. */
  private static void answered(HttpResponse response) {
    if (response.status() == 500) {
      throw new AssertionError("an exception that nobody expects");
    }
  }

  private static HttpTransport.Response json(String body) {
    return new HttpTransport.Response(
        200,
        Map.of("content-type", List.of("application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static PublicJsonWebKey key() {
    try {
      PublicJsonWebKey made = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      made.setKeyId("k");
      return made;
    } catch (JoseException e) {
      throw new IllegalStateException("no such key", e);
    }
  }
}
