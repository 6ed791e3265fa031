package dev.oidcproxy.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.redis.RedisSentinel;
import dev.oidcproxy.testkit.redis.RedisServer;
import dev.oidcproxy.testkit.remote.RemoteClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** F1: the Redis that takes the writes dies, and its replica takes its place. */
@Timeout(180)
class FailoverTest {

  private static final Duration FAILOVER = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Tag("F1")
  @Test
  void f1_while_a_replica_takes_over_issuing_is_503_and_afterwards_the_same_tokens_work() {
    try (RedisSentinel redis = RedisSentinel.start();
        Site site = new Site(folder, Site.redis(redis.url()))) {
      RemoteClient client = RemoteClient.register(site.by(site.node()), "A client");
      Tokens tokens = client.signIn();
      String code = client.code();
      Answers.assertStatus(200, client.call(tokens.access()));
      Await.until("replication", FAILOVER, () -> replicated(redis));

      redis.master().kill();

      Answers.assertUnavailable(client.redeem(code));
      Answers.assertStatus(200, client.call(tokens.access()));
      Tokens redeemed = Tokens.of(Answers.firstBeyond503(FAILOVER, () -> client.redeem(code)));
      Tokens refreshed =
          Tokens.of(Answers.firstBeyond503(FAILOVER, () -> client.refresh(tokens.refreshToken())));
      Answers.assertStatus(200, client.call(redeemed.access()));
      Answers.assertStatus(200, client.call(refreshed.access()));
    }
  }

  private static boolean replicated(RedisSentinel redis) {
    return offset(redis.master(), "master_repl_offset")
        == offset(redis.replica(), "slave_repl_offset");
  }

  private static long offset(RedisServer server, String name) {
    Matcher line =
        Pattern.compile(name + ":(\\d+)").matcher(server.ask("INFO", "replication").toString());
    assertThat(line.find()).isTrue();
    return Long.parseLong(line.group(1));
  }
}
