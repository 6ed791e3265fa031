package dev.oidcproxy.e2e.nodes;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.network.FaultyLink;
import dev.oidcproxy.testkit.redis.RedisServer;
import dev.oidcproxy.testkit.remote.RemoteClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** F1: whatever happens to Redis or the way to it, nobody is told that credentials are bad. */
@Timeout(180)
class StoreFaultTest {

  private static final Duration RECOVERY = Duration.ofSeconds(20);
  private static final String NOBODY = "1";

  @TempDir static Path folder;

  private static RedisServer redis;
  private static FaultyLink link;
  private static Site site;
  private static RemoteClient client;

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
    link = FaultyLink.to(redis.port());
    site = new Site(folder, Site.redis(link.port()));
    client = RemoteClient.register(site.by(site.node()), "A client");
  }

  @AfterAll
  static void stop() {
    if (site != null) {
      site.close();
    }
    if (link != null) {
      link.close();
    }
    if (redis != null) {
      redis.close();
    }
  }

  /** How it begins and how it ends. */
  record Trouble(Runnable begin, Runnable end) {}

  static Stream<Named<Trouble>> troubles() {
    return Stream.of(
        Named.of("connections are cut", new Trouble(link::cut, link::restore)),
        Named.of("no byte passes", new Trouble(link::hold, link::restore)),
        Named.of("answers do not pass", new Trouble(link::holdAnswers, link::restore)),
        Named.of(
            "every byte takes a minute",
            new Trouble(() -> link.delay(Duration.ofMinutes(1)), link::restore)));
  }

  @Tag("F1")
  @ParameterizedTest
  @MethodSource("troubles")
  void f1_without_the_store_all_is_503_but_cached_tokens_and_afterwards_all_works(Trouble trouble) {
    Tokens cached = client.signIn();
    Answers.assertStatus(200, client.call(cached.access()));
    Tokens unseen = client.signIn();
    String code = client.code();

    trouble.begin().run();
    Answers.assertStatus(200, client.call(cached.access()));
    List<Supplier<HttpResponse>> requests =
        List.of(
            () -> client.redeem(code),
            () -> client.refresh(cached.refreshToken()),
            () -> client.call(unseen.access()),
            () -> client.revoke(unseen.refreshToken()),
            () -> client.at().register("A new client"));
    Together.run(requests.size(), i -> requests.get(i).get()).forEach(Answers::assertUnavailable);
    Answers.assertStatus(200, client.call(cached.access()));
    trouble.end().run();

    Tokens redeemed = Tokens.of(afterwards(() -> client.redeem(code)));
    Tokens refreshed = Tokens.of(afterwards(() -> client.refresh(cached.refreshToken())));
    for (Tokens tokens : new Tokens[] {unseen, redeemed, refreshed, client.signIn()}) {
      Answers.assertStatus(200, afterwards(() -> client.call(tokens.access())));
    }
  }

  @Tag("F1")
  @Test
  void f1_a_redis_that_takes_no_writes_is_503_and_afterwards_all_works() {
    Tokens tokens = client.signIn();
    String code = client.code();

    redis.ask("REPLICAOF", "127.0.0.1", NOBODY);
    Answers.assertUnavailable(client.redeem(code));
    Answers.assertUnavailable(client.refresh(tokens.refreshToken()));
    Answers.assertUnavailable(client.at().register("A new client"));
    redis.ask("REPLICAOF", "NO", "ONE");

    Answers.assertStatus(200, afterwards(() -> client.redeem(code)));
    Answers.assertStatus(200, afterwards(() -> client.refresh(tokens.refreshToken())));
  }

  @Tag("F1")
  @Test
  void f1_a_slow_store_slows_everything_and_breaks_nothing() {
    link.delay(Duration.ofMillis(100));
    try {
      Tokens tokens = client.signIn();
      Answers.assertStatus(200, client.call(tokens.access()));
      Answers.assertStatus(200, client.refresh(tokens.refreshToken()));
    } finally {
      link.restore();
    }
  }

  @Tag("F1")
  @Test
  void f1_a_cached_token_is_served_up_to_its_bound_and_then_503_is_said() {
    // What the provider's token has left is one of the bounds, and the one that is soon reached.
    site.provider().tokenResponse("expires_in", 6);
    Tokens tokens = client.signIn();
    site.provider().tokenResponse("expires_in", 3600);
    Answers.assertStatus(200, client.call(tokens.access()));

    link.cut();
    try {
      Answers.assertStatus(200, client.call(tokens.access()));
      Await.until(
          "the bound", Duration.ofSeconds(15), () -> client.call(tokens.access()).status() != 200);
      Answers.assertUnavailable(client.call(tokens.access()));
    } finally {
      link.restore();
    }

    Answers.assertStatus(200, afterwards(() -> client.call(tokens.access())));
  }

  private static HttpResponse afterwards(Supplier<HttpResponse> request) {
    return Answers.firstBeyond503(RECOVERY, request);
  }
}
