package dev.oidcproxy.e2e.nodes;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.remote.RemoteClient;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** F3: the provider signs with keys that nobody has seen before. */
@Timeout(180)
class ProviderKeysTest {

  /** Keys are fetched again at most every half minute, lest forged tokens make a storm. */
  private static final Duration KEYS = Duration.ofSeconds(45);

  @TempDir Path folder;

  @Tag("F3")
  @Test
  void f3_new_signing_keys_of_the_provider_end_no_session_and_stop_logins_for_seconds_only() {
    try (Site site = new Site(folder, Site.MEMORY)) {
      RemoteClient client = RemoteClient.register(site.by(site.node()), "A client");
      site.provider().tokenResponse("expires_in", Site.ALWAYS_DUE);
      Tokens before = client.signIn();

      site.provider().rotateKeys();

      Answers.assertStatus(200, client.call(before.access()));
      Await.until("a refresh", KEYS, () -> isRefreshed(client, before));
      Answers.assertStatus(200, client.call(client.signIn().access()));
    }
  }

  private static boolean isRefreshed(RemoteClient client, Tokens tokens) {
    HttpResponse answer = client.refresh(tokens.refreshToken());
    if (answer.status() != 200) {
      Answers.assertUnavailable(answer);
    }
    return answer.status() == 200;
  }
}
