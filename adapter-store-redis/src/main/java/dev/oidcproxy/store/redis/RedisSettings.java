package dev.oidcproxy.store.redis;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code client_storage} of the configuration, as far as Redis has it.
 *
 * @param keyPrefix what every key and channel begins with
 * @param waitReplicas how many replicas must have what spends a code or a refresh token; 0: none
 * @param waitTimeout how long they may take for it
 */
public record RedisSettings(
    RedisAddress address, String keyPrefix, int waitReplicas, Duration waitTimeout) {

  private static final String STANDARD_URL = "redis://127.0.0.1:6379";
  private static final String STANDARD_PREFIX = "oidc-proxy";

  /** Reads the section; whatever is wrong becomes a problem of {@code config}. */
  public static RedisSettings from(ConfigReader config) {
    RedisAddress address = address(config);
    int replicas = config.integer("wait_replicas", 0, 0);
    if (replicas > 0 && address.topology() == RedisAddress.Topology.CLUSTER) {
      config.problem("wait_replicas", "does not go with a cluster: set it to 0, or use Sentinel");
    }
    return new RedisSettings(
        address,
        config
            .parsed("key_prefix", "1 to 64 letters, digits, - _ and .", RedisSettings::prefix)
            .orElse(STANDARD_PREFIX),
        replicas,
        Duration.ofSeconds(config.integer("wait_timeout_seconds", 1, 1)));
  }

  /** One Redis with nothing special about it. */
  public static RedisSettings of(String url, String keyPrefix) {
    return new RedisSettings(RedisAddress.parse(url), keyPrefix, 0, Duration.ofSeconds(1));
  }

  private static RedisAddress address(ConfigReader config) {
    Optional<Secret> url = config.secret("url");
    try {
      RedisAddress address = RedisAddress.parse(url.map(Secret::reveal).orElse(STANDARD_URL));
      if (address.isOpenToEavesdroppers()) {
        config.warning("url", "sends its password over the network as it is: rediss:// encrypts");
      }
      return address;
    } catch (IllegalArgumentException e) {
      // Our own words, which quote nothing: a password may be anywhere in a URL that is wrong.
      config.problem("url", e.getMessage());
      return RedisAddress.parse(STANDARD_URL);
    }
  }

  /** Without a colon, so that no prefix begins like the keys of another one. */
  private static String prefix(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException();
    }
    return text;
  }
}
