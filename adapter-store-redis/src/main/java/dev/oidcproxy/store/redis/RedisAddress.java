package dev.oidcproxy.store.redis;

import io.lettuce.core.RedisURI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where Redis is: {@code client_storage.url}, understood. It holds a password, so its text says
 * nothing but the kind.
 *
 * @param nodes one for a single server and for Sentinel; for a cluster those to ask for the others
 * @param hasPassword whether one is sent to them
 */
public record RedisAddress(Topology topology, List<RedisURI> nodes, boolean hasPassword) {

  /** How the servers stand together. */
  public enum Topology {
    SINGLE,
    SENTINEL,
    CLUSTER
  }

  /** Of one command, and of making a connection. */
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final int REDIS_PORT = 6379;
  private static final int SENTINEL_PORT = 26379;
  private static final Pattern URL =
      Pattern.compile("(rediss?)(-sentinel|-cluster)?://(?:(.*)@)?([^/@?#]+)(?:/([^?#]*))?");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");
  private static final Pattern MASTER = Pattern.compile("([A-Za-z0-9._-]+)(?:/([0-9]{1,4}))?");

  /**
   * Understands {@code redis://}, {@code redis-sentinel://…/master} and {@code redis-cluster://},
   * and each with {@code rediss} for TLS.
   *
   * @throws IllegalArgumentException in words that complete "url …" and quote nothing of it
   */
  public static RedisAddress parse(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "must be redis://host:6379, redis-sentinel://host:26379,host:26379/master or"
              + " redis-cluster://host:6379,host:6379, each with rediss for TLS; before the hosts"
              + " may stand user:password@ with what is not a letter or digit percent-encoded");
    }
    boolean tls = parts.group(1).equals("rediss");
    Credentials credentials = Credentials.parse(parts.group(3));
    String path = parts.group(5) == null ? "" : parts.group(5);
    List<String> hosts = List.of(parts.group(4).split(",", -1));
    return switch (parts.group(2)) {
      case null -> single(hosts, path, credentials, tls);
      case "-cluster" -> cluster(hosts, path, credentials, tls);
      default -> sentinel(hosts, path, credentials, tls);
    };
  }

  /** Whether a password leaves this computer unencrypted. */
  boolean isOpenToEavesdroppers() {
    return hasPassword
        && nodes.stream()
            .flatMap(node -> Stream.concat(Stream.of(node), node.getSentinels().stream()))
            .filter(node -> node.getHost() != null)
            .anyMatch(node -> !node.isSsl() && !node.getHost().matches("127\\..*|localhost|::1"));
  }

  @Override
  public String toString() {
    return "RedisAddress[" + topology + "]";
  }

  private static RedisAddress single(
      List<String> hosts, String path, Credentials credentials, boolean tls) {
    if (hosts.size() > 1) {
      throw new IllegalArgumentException(
          "names several hosts, which redis-sentinel:// and redis-cluster:// do");
    }
    RedisURI.Builder node = node(hosts.getFirst(), credentials, tls);
    node.withDatabase(path.isEmpty() ? 0 : database(path));
    return new RedisAddress(Topology.SINGLE, List.of(node.build()), credentials.exist());
  }

  private static RedisAddress cluster(
      List<String> hosts, String path, Credentials credentials, boolean tls) {
    if (!path.isEmpty()) {
      throw new IllegalArgumentException("names a database, and a cluster has only one");
    }
    return new RedisAddress(
        Topology.CLUSTER,
        hosts.stream().map(host -> node(host, credentials, tls).build()).toList(),
        credentials.exist());
  }

  private static RedisAddress sentinel(
      List<String> hosts, String path, Credentials credentials, boolean tls) {
    Matcher master = MASTER.matcher(path);
    if (!master.matches()) {
      throw new IllegalArgumentException(
          "must end with the name that the sentinels have for the master, as in /mymaster");
    }
    RedisURI.Builder uri =
        RedisURI.builder()
            .withSentinelMasterId(master.group(1))
            .withDatabase(master.group(2) == null ? 0 : database(master.group(2)))
            .withTimeout(TIMEOUT)
            .withSsl(tls);
    credentials.addTo(uri);
    for (String host : hosts) {
      Matcher parts = host(host);
      // The credentials are those of the servers: sentinels have users of their own, mostly none.
      uri.withSentinel(
          RedisURI.builder()
              .withHost(name(parts))
              .withPort(port(parts, SENTINEL_PORT))
              .withTimeout(TIMEOUT)
              .withSsl(tls)
              .build());
    }
    return new RedisAddress(Topology.SENTINEL, List.of(uri.build()), credentials.exist());
  }

  private static RedisURI.Builder node(String host, Credentials credentials, boolean tls) {
    Matcher parts = host(host);
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(name(parts))
            .withPort(port(parts, REDIS_PORT))
            .withTimeout(TIMEOUT)
            .withSsl(tls);
    credentials.addTo(uri);
    return uri;
  }

  private static Matcher host(String text) {
    Matcher parts = HOST.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "has a host that is none: each is a name or address and a port, as in redis.internal:6379");
    }
    return parts;
  }

  private static String name(Matcher host) {
    return host.group(1).replaceAll("[\\[\\]]", "");
  }

  private static int port(Matcher host, int standard) {
    int port = host.group(2) == null ? standard : Integer.parseInt(host.group(2));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("has a port that is not between 1 and 65535");
    }
    return port;
  }

  private static int database(String path) {
    if (!path.matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException("has a path that is not the number of a database");
    }
    return Integer.parseInt(path);
  }

  /** A user of Redis; empty texts where there is none. */
  private record Credentials(String user, String password) {

    static Credentials parse(String text) {
      if (text == null) {
        return new Credentials("", "");
      }
      int colon = text.indexOf(':');
      if (colon < 0 || colon == text.length() - 1) {
        throw new IllegalArgumentException(
            "has no password before the @: it must be user:password@, or :password@");
      }
      return new Credentials(decoded(text.substring(0, colon)), decoded(text.substring(colon + 1)));
    }

    boolean exist() {
      return !password.isEmpty();
    }

    void addTo(RedisURI.Builder uri) {
      if (!user.isEmpty()) {
        uri.withAuthentication(user, password.toCharArray());
      } else if (!password.isEmpty()) {
        uri.withPassword(password.toCharArray());
      }
    }

    private static String decoded(String text) {
      try {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("has a % that two hexadecimal digits do not follow", e);
      }
    }
  }
}
