package dev.oidcproxy.distribution.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.flow.TestProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The administration over a socket. */
class AdminApiTest {

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  private AdministeredProxy administered;
  private String token;

  @BeforeEach
  void start() throws IOException {
    administered = new AdministeredProxy(TestProxy.simple(), folder);
    token = Files.readString(administered.tokenFile()).strip();
  }

  @AfterEach
  void stop() {
    administered.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + administered.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder authorized(String path) {
    return request(path).header("Authorization", "Bearer " + token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer x", "Bearer ", "Basic %s", "%s", "Bearer %sx", "Bearer %s %s"})
  void nobody_gets_in_without_the_token(String authorization) throws Exception {
    HttpResponse<String> refused =
        send(request("/admin/clients").header("Authorization", authorization.replace("%s", token)));

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(refused.body()).contains("invalid_token").doesNotContain(token);
    assertThat(administered.proxy().world().events())
        .contains(new ProxyEvent.AdministrationRefused("asked without the token"));
  }

  @Test
  void no_header_at_all_is_no_token() throws Exception {
    assertThat(send(request("/admin/grants")).statusCode()).isEqualTo(401);
    assertThat(
            send(request("/admin/grants/revoke").POST(BodyPublishers.ofString("{}"))).statusCode())
        .isEqualTo(401);
    assertThat(send(request("/admin/clients?access_token=" + token)).statusCode()).isEqualTo(401);
  }

  @Test
  void no_page_in_a_browser_gets_in_even_with_the_token() throws Exception {
    HttpResponse<String> refused =
        send(authorized("/admin/clients").header("Origin", "http://127.0.0.1:8900"));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(
            send(request("/admin/clients").method("OPTIONS", BodyPublishers.noBody())).statusCode())
        .isEqualTo(405);
  }

  @Test
  void answers_are_not_kept_and_questions_are_events() throws Exception {
    HttpResponse<String> answer = send(authorized("/admin/grants"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"grants\":[],\"truncated\":false}");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(administered.proxy().world().events())
        .contains(new ProxyEvent.Administered("GET /admin/grants"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/admin/grants/revoke | {}",
        "/admin/grants/revoke | {\"usr\":\"alice\"}",
        "/admin/grants/revoke | {\"user\":\"alice\",\"clinet\":\"x\"}",
        "/admin/grants/revoke | {\"user\":\"\"}",
        "/admin/grants/revoke | {\"user\":null}",
        "/admin/grants/revoke | {\"user\":[\"alice\"]}",
        "/admin/grants/revoke | {\"before\":\"2026-13-01\"}",
        "/admin/grants/revoke | {\"id\":\"x\"}",
        "/admin/grants/revoke | []",
        "/admin/clients/revoke | {}",
        "/admin/clients/unblock | {\"id\":\"\\u0007\"}",
        "/admin/keys/reseal | {\"key\":\"x\"}"
      })
  void what_is_not_understood_does_nothing(String path, String body) throws Exception {
    HttpResponse<String> refused =
        send(
            authorized(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(refused.body()).contains("invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/grants?usr=alice",
        "/admin/grants?user=a&user=b",
        "/admin/clients?limit=x",
        "/admin/clients?limit=100001"
      })
  void a_query_is_read_as_strictly(String path) throws Exception {
    assertThat(send(authorized(path)).statusCode()).isEqualTo(400);
  }

  @Test
  void a_form_is_no_json() throws Exception {
    HttpResponse<String> refused =
        send(
            authorized("/admin/grants/revoke")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"user\":\"alice\"}")));
    assertThat(refused.statusCode()).isEqualTo(400);
  }
}
