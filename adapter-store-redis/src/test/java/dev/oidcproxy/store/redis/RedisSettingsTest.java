package dev.oidcproxy.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {

  private final List<Problem> problems = new ArrayList<>();

  @Test
  void without_any_key_it_is_the_redis_of_this_computer() {
    RedisSettings settings = read();
    assertThat(node(settings).getHost()).isEqualTo("127.0.0.1");
    assertThat(node(settings).getPort()).isEqualTo(6379);
    assertThat(settings.keyPrefix()).isEqualTo("oidc-proxy");
    assertThat(settings.waitReplicas()).isZero();
    assertThat(problems).isEmpty();
  }

  @Test
  void one_server_may_have_a_user_a_database_and_tls() {
    RedisURI node = node(read("url", "rediss://proxy:p%40ss%2Fword@redis.internal:7000/3"));
    assertThat(node.isSsl()).isTrue();
    assertThat(node.isVerifyPeer()).isTrue();
    assertThat(node.getHost()).isEqualTo("redis.internal");
    assertThat(node.getPort()).isEqualTo(7000);
    assertThat(node.getDatabase()).isEqualTo(3);
    assertThat(credentials(node).getUsername()).isEqualTo("proxy");
    assertThat(new String(credentials(node).getPassword())).isEqualTo("p@ss/word");
    assertThat(problems).isEmpty();
  }

  @Test
  void sentinels_have_a_port_of_their_own_and_not_the_password() {
    RedisSettings settings =
        read("url", "redis-sentinel://:secret@a,b:5000/mymaster/2", "wait_replicas", "1");
    RedisURI uri = node(settings);
    assertThat(uri.getSentinelMasterId()).isEqualTo("mymaster");
    assertThat(uri.getDatabase()).isEqualTo(2);
    assertThat(new String(credentials(uri).getPassword())).isEqualTo("secret");
    assertThat(uri.getSentinels()).extracting(RedisURI::getPort).containsExactly(26379, 5000);
    assertThat(uri.getSentinels()).noneMatch(node -> credentials(node).hasPassword());
    assertThat(settings.waitTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(problems).isEmpty();
  }

  @Test
  void a_cluster_is_reached_by_any_of_its_nodes() {
    RedisAddress address = read("url", "redis-cluster://a:7000,[::1]:7001").address();
    assertThat(address.topology()).isEqualTo(RedisAddress.Topology.CLUSTER);
    assertThat(address.nodes()).extracting(RedisURI::getHost).containsExactly("a", "::1");
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canary",
        "http://canary@host",
        "redis://canary@host",
        "redis://user:@canary.host",
        "redis://user:canary@",
        "redis://user:canary%zz@host",
        "redis://user:canary@host:99999",
        "redis://user:canary@host:port",
        "redis://user:canary@a,b",
        "redis://user:canary@host/name",
        "redis://user:canary@host?db=1",
        "redis-sentinel://user:canary@host",
        "redis-cluster://user:canary@host/1"
      })
  void a_url_that_cannot_be_used_is_a_problem_in_words_that_do_not_quote_it(String url) {
    read("url", url);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().toString()).contains("client_storage.url").doesNotContain("can");
  }

  @Test
  void what_holds_the_password_does_not_show_it() {
    assertThat(read("url", "redis://user:canary@host").toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a b", "\u00e4", "{a}", "*"})
  void a_prefix_is_plain(String prefix) {
    read("key_prefix", prefix);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().toString()).contains("client_storage.key_prefix");
  }

  @Test
  void a_cluster_does_not_wait() {
    read("url", "redis-cluster://a", "wait_replicas", "1");
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().toString()).contains("does not go with a cluster");
  }

  private RedisSettings read(String... pairs) {
    return RedisSettings.from(ConfiguredPairs.section("client_storage", problems, pairs));
  }

  private static RedisURI node(RedisSettings settings) {
    return settings.address().nodes().getFirst();
  }

  private static RedisCredentials credentials(RedisURI uri) {
    return uri.getCredentialsProvider().resolveCredentials().block();
  }
}
