package dev.oidcproxy.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.remote.RemoteClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** F3: the provider fails in every way it can, and nobody loses a session by it. */
@Timeout(180)
class ProviderFaultTest {

  private static final int PROVIDER_SECONDS = 3;
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  @TempDir static Path folder;

  private static Site site;
  private static RemoteClient client;

  @BeforeAll
  static void start() {
    site = new Site(folder, Site.MEMORY);
    client = RemoteClient.register(site.by(site.node(PROVIDER_SECONDS)), "A client");
    client.signIn();
  }

  @AfterAll
  static void stop() {
    NEVER.countDown();
    site.close();
  }

  @AfterEach
  void repair() {
    site.provider().up().tokenResponse("expires_in", 3600);
  }

  static Stream<Named<Fault>> faults() {
    return Stream.of(
        Named.of("connections end without an answer", Fault.hangUp()),
        Named.of("no answer in time", Fault.silence(NEVER)),
        Named.of("429", Fault.status(429)),
        Named.of("500", Fault.status(500)),
        Named.of("503", Fault.error(503, "temporarily_unavailable")),
        Named.of("a page of HTML", Fault.html()),
        Named.of("JSON without tokens", Fault.json("{}")));
  }

  @Tag("F3")
  @ParameterizedTest
  @MethodSource("faults")
  void f3_a_refresh_is_503_and_the_same_refresh_token_works_afterwards(Fault fault) {
    site.provider().tokenResponse("expires_in", Site.ALWAYS_DUE);
    Tokens tokens = client.signIn();
    site.provider().fault(ProviderEndpoint.TOKEN, fault);

    Answers.assertUnavailable(client.refresh(tokens.refreshToken()));
    Answers.assertStatus(200, client.call(tokens.access()));
    site.provider().up();

    Tokens next = Tokens.of(client.refresh(tokens.refreshToken()));
    Answers.assertStatus(200, client.call(next.access()));
  }

  @Tag("F3")
  @ParameterizedTest
  @MethodSource("faults")
  void f3_a_login_ends_with_an_error_the_client_can_read_and_the_next_one_works(Fault fault) {
    site.provider().fault(ProviderEndpoint.TOKEN, fault);

    Map<String, String> answer = FormText.query(client.answer());

    assertThat(answer.get("error")).isIn("temporarily_unavailable", "server_error");
    assertThat(answer)
        .containsEntry("state", TestClient.STATE)
        .containsKeys("iss", "error_description")
        .doesNotContainKey("code");
    assertThat(answer.get("error_description")).doesNotContain("555", "Maintenance");
    site.provider().up();
    Answers.assertStatus(200, client.call(client.signIn().access()));
  }

  @Tag("F3")
  @Test
  void f3_only_the_providers_own_word_ends_a_session() {
    site.provider().tokenResponse("expires_in", Site.ALWAYS_DUE);
    Tokens tokens = client.signIn();
    site.provider().endGrants();

    HttpResponse answer = client.refresh(tokens.refreshToken());

    Answers.assertInvalidGrant(answer);
    Answers.assertStatus(401, client.call(tokens.access()));
  }
}
