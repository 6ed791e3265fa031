package dev.oidcproxy.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeProviderTest {

  private static final String CALLBACK = "http://127.0.0.1:8000/auth/callback";

  private final FakeProvider provider = FakeProvider.start(new AdjustableClock());
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    provider.close();
    http.close();
  }

  @Test
  void a_login_ends_in_tokens_and_a_code_is_redeemed_only_once() throws Exception {
    String code = code();
    Map<String, String> exchange =
        Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK);

    assertThat(token(exchange).body()).contains("access_token", "id_token", "refresh_token");
    assertThat(token(exchange).statusCode()).isEqualTo(400);
  }

  @Test
  void a_login_over_http_redirects_to_the_callback() throws Exception {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(loginUri()));

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .startsWith(CALLBACK + "?code=")
        .contains("&state=the-state");
  }

  @Test
  void a_client_with_another_secret_is_refused() throws Exception {
    HttpResponse<String> answer =
        token(Map.of("client_id", provider.clientId(), "client_secret", "guessed"), "");

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  private String code() {
    String query = provider.authorize(loginUri()).getRawQuery();
    return ReceivedRequest.decode(query).get("code");
  }

  private URI loginUri() {
    return URI.create(
        provider.issuer()
            + "/authorize?response_type=code&client_id=the-client&scope=openid&state=the-state"
            + "&redirect_uri="
            + URLEncoder.encode(CALLBACK, StandardCharsets.UTF_8));
  }

  private HttpResponse<String> token(Map<String, String> form) throws Exception {
    String pair =
        URLEncoder.encode(provider.clientId(), StandardCharsets.UTF_8)
            + ":"
            + URLEncoder.encode(provider.clientSecret(), StandardCharsets.UTF_8);
    byte[] bytes = pair.getBytes(StandardCharsets.US_ASCII);
    return token(form, "Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  private HttpResponse<String> token(Map<String, String> form, String authorization)
      throws Exception {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(provider.issuer() + "/token"))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return send(request);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
