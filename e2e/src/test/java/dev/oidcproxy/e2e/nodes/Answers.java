package dev.oidcproxy.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Json;
import dev.oidcproxy.testkit.flow.TestBrowser;
import java.time.Duration;
import java.util.function.Supplier;

/** What answers must look like. */
final class Answers {

  private Answers() {}

  /** Trouble that passes: a client keeps what it has and tries again. */
  static void assertUnavailable(HttpResponse answer) {
    assertThat(answer.status()).as(TestBrowser.text(answer)).isEqualTo(503);
    assertThat(answer.headers().first("Retry-After"))
        .hasValueSatisfying(v -> assertThat(Integer.parseInt(v)).isPositive());
    assertThat(TestBrowser.text(answer))
        .doesNotContain("invalid_grant", "invalid_client", "invalid_token");
  }

  static void assertInvalidGrant(HttpResponse answer) {
    assertThat(answer.status()).as(TestBrowser.text(answer)).isEqualTo(400);
    assertThat(error(answer)).isEqualTo("invalid_grant");
  }

  static void assertStatus(int status, HttpResponse answer) {
    assertThat(answer.status()).as(TestBrowser.text(answer)).isEqualTo(status);
  }

  /** The first answer that is not 503: what stands around may need a moment to be found again. */
  static HttpResponse firstBeyond503(Duration most, Supplier<HttpResponse> request) {
    HttpResponse[] last = new HttpResponse[1];
    Await.until(
        "an answer other than 503",
        most,
        () -> {
          last[0] = request.get();
          return last[0].status() != 503;
        });
    return last[0];
  }

  private static Object error(HttpResponse answer) {
    return Json.readObject(answer.body()).get("error");
  }
}
