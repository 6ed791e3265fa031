package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.gateway.Admission;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestProxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What tests ask of answers again and again. */
final class Answers {

  private Answers() {}

  /** A refusal of the protocol, in JSON, for nobody to keep. */
  static void assertRefused(HttpResponse response, int status, String error) {
    assertThat(response.status()).as(TestBrowser.text(response)).isEqualTo(status);
    assertThat(response.headers().first("Content-Type")).contains("application/json");
    assertThat(response.headers().all("Cache-Control")).containsExactly("no-store");
    assertThat(TestProxy.json(response))
        .containsEntry("error", error)
        .containsKey("error_description");
  }

  /** A refusal that the client gets by redirect, with state and issuer. */
  static void assertSentBack(String location, String error, String state) {
    assertThat(FormText.query(location))
        .containsEntry("error", error)
        .containsEntry("state", state)
        .containsEntry("iss", "https://proxy.example")
        .containsKey("error_description")
        .doesNotContainKey("code");
  }

  /** A page for a person, and nothing that leads anywhere by itself. */
  static void assertPage(HttpResponse response, int status) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.headers().first("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(response.headers().first("Location")).isEmpty();
  }

  static Admission.Admitted admitted(Admission admission) {
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    return (Admission.Admitted) admission;
  }

  static HttpResponse refused(Admission admission) {
    assertThat(admission).isInstanceOf(Admission.Refused.class);
    return ((Admission.Refused) admission).response();
  }

  /** Asks {@code count} times at once. */
  static <T> List<T> atOnce(int count, Callable<T> question) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : threads.invokeAll(Collections.nCopies(count, question))) {
        answers.add(answer.get());
      }
      return answers;
    } catch (Exception e) {
      throw new IllegalStateException("a question was not answered", e);
    }
  }
}
