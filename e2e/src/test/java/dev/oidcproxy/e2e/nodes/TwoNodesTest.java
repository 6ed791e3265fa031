package dev.oidcproxy.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestBrowser.ConsentForm;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.redis.RedisServer;
import dev.oidcproxy.testkit.remote.RemoteClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Two processes on one Redis are one proxy to whoever stands before them. */
@Timeout(120)
@Isolated("it measures how fast something is")
class TwoNodesTest {

  private static final int MANY = 100;
  private static final int ROUNDS = 9;
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir static Path folder;

  private static RedisServer redis;
  private static Site site;
  private static ProxyNode one;
  private static ProxyNode other;
  private static RemoteClient client;

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
    site = new Site(folder, Site.redis(redis.port()));
    one = site.node();
    other = site.node();
    client = RemoteClient.register(site.by(new RoundRobin(one, other)), "A client");
  }

  @AfterAll
  static void stop() {
    if (site != null) {
      site.close();
    }
    if (redis != null) {
      redis.close();
    }
  }

  @Tag("S9")
  @Test
  void s9_of_a_hundred_redemptions_of_one_code_one_succeeds_and_the_replay_ends_its_tokens() {
    String code = client.code();

    List<HttpResponse> answers = Together.run(MANY, i -> client.redeem(code));

    List<HttpResponse> successes = answers.stream().filter(a -> a.status() == 200).toList();
    assertThat(successes).hasSize(1);
    assertThat(answers).filteredOn(a -> a.status() != 200).allSatisfy(Answers::assertInvalidGrant);
    Tokens issued = Tokens.of(successes.getFirst());
    Answers.assertStatus(401, client.by(one).call(issued.access()));
    Answers.assertStatus(401, client.by(other).call(issued.access()));
    Answers.assertInvalidGrant(client.refresh(issued.refreshToken()));
  }

  @Tag("S13")
  @Test
  void s13_a_hundred_refreshes_of_one_token_are_one_upstream_call_and_one_successor_for_all() {
    site.provider().tokenResponse("expires_in", Site.ALWAYS_DUE);
    Tokens tokens = client.signIn();
    site.provider().tokenResponse("expires_in", 3600);
    long before = site.upstreamRefreshes();

    List<HttpResponse> answers = Together.run(MANY, i -> client.refresh(tokens.refreshToken()));

    List<Tokens> issued = answers.stream().map(Tokens::of).toList();
    assertThat(site.upstreamRefreshes() - before).isEqualTo(1);
    assertThat(issued)
        .extracting(Tokens::refreshToken)
        .containsOnly(issued.getFirst().refreshToken());
    assertThat(issued).allSatisfy(t -> Answers.assertStatus(200, client.call(t.access())));
    Answers.assertStatus(200, client.refresh(issued.getFirst().refreshToken()));
  }

  @Tag("S13")
  @Test
  void s13_a_hundred_requests_with_an_expired_provider_token_are_one_upstream_call() {
    site.provider().tokenResponse("expires_in", 2);
    Tokens tokens = client.signIn();
    site.provider().tokenResponse("expires_in", 3600);
    long before = site.upstreamRefreshes();
    Answers.assertStatus(200, client.by(one).call(tokens.access()));
    // The provider's token is over when a request makes the proxy ask for the next one.
    Await.until(
        "an upstream refresh",
        PATIENCE,
        () -> {
          Together.run(MANY, i -> client.call(tokens.access()))
              .forEach(answer -> Answers.assertStatus(200, answer));
          return site.upstreamRefreshes() > before;
        });

    assertThat(site.upstreamRefreshes() - before).isEqualTo(1);
  }

  @Test
  void a_login_begun_on_one_node_is_finished_on_the_other() {
    for (boolean swapped : new boolean[] {false, true}) {
      ProxyNode first = swapped ? other : one;
      ProxyNode second = swapped ? one : other;
      ProxyNode[] turn = {first};
      RemoteClient here = RemoteClient.register(site.by(r -> turn[0].apply(r)), "Wanders");
      TestBrowser browser = here.at().browser();

      ConsentForm form = browser.consentPage(here.authorizeUrl());
      turn[0] = second;
      URI login = URI.create(browser.approve(form));
      turn[0] = first;
      String answer = TestClient.comeBack(browser, site.provider().authorize(login));
      turn[0] = second;
      Tokens tokens = Tokens.of(here.redeem(FormText.query(answer).get("code")));
      turn[0] = first;
      Answers.assertStatus(200, here.call(tokens.access()));
      Tokens next = Tokens.of(here.refresh(tokens.refreshToken()));
      turn[0] = second;
      Answers.assertStatus(200, here.call(next.access()));
    }
  }

  @Test
  void a_revocation_on_one_node_is_seen_by_the_other_within_100_ms(TestReporter reporter) {
    List<Duration> measured =
        IntStream.range(0, ROUNDS).mapToObj(round -> untilRevocationIsSeen()).sorted().toList();

    reporter.publishEntry("revocation seen by the other node after", measured.toString());
    // The middle one: a machine that pauses for a moment says nothing about the proxy.
    assertThat(measured.get(ROUNDS / 2)).isLessThanOrEqualTo(SOON);
  }

  private static Duration untilRevocationIsSeen() {
    Tokens tokens = client.signIn();
    RemoteClient elsewhere = client.by(other);
    Answers.assertStatus(200, elsewhere.call(tokens.access()));
    Answers.assertStatus(200, elsewhere.call(tokens.access()));

    Answers.assertStatus(200, client.by(one).revoke(tokens.refreshToken()));

    return Await.measure(PATIENCE, () -> elsewhere.call(tokens.access()).status() == 401);
  }

  @Test
  void a_session_of_the_backend_is_its_owners_on_every_node_and_nobody_elses_on_any() {
    Tokens owner = client.signIn();
    RemoteClient strange = RemoteClient.register(client.at(), "Another client");
    Tokens stranger = strange.signIn();

    String session =
        client.by(one).call(owner.access()).headers().first("Mcp-Session-Id").orElseThrow();
    Map<String, String> named = Map.of("Mcp-Session-Id", session);

    assertThat(session).startsWith(McpBackend.SESSION + ".");
    Answers.assertStatus(200, client.by(other).call(owner.access(), named));
    assertThat(site.backend().sessions()).containsOnly(McpBackend.SESSION);
    for (ProxyNode node : new ProxyNode[] {one, other}) {
      int reached = site.backend().sessions().size();
      Answers.assertStatus(404, strange.by(node).call(stranger.access(), named));
      assertThat(site.backend().sessions()).hasSize(reached);
    }
  }
}
