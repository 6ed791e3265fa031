package dev.oidcproxy.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A master, a replica of it, and a sentinel that makes the replica the master when that one is gone
 * for half a second.
 */
public final class RedisSentinel implements AutoCloseable {

  private static final String NAME = "mymaster";
  private static final int ATTEMPTS = 10;

  private final RedisServer master;
  private final RedisServer replica;
  private final int port;
  private final RedisProcess sentinel;
  private final Path folder;

  private RedisSentinel(
      RedisServer master, RedisServer replica, int port, RedisProcess sentinel, Path folder) {
    this.master = master;
    this.replica = replica;
    this.port = port;
    this.sentinel = sentinel;
    this.folder = folder;
  }

  /** Starts them; returns once the sentinel could do its work. */
  public static RedisSentinel start() {
    RedisServer master = RedisServer.start();
    RedisServer replica =
        RedisServer.start(
            "--replicaof", "127.0.0.1 " + master.port(), "--repl-diskless-sync-delay", "0");
    master.await(() -> master.ask("INFO", "replication").toString().contains("state=online"));
    Path folder = RedisCluster.folder();
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = FreePort.find();
      Path file = configuration(folder, port, master.port());
      Optional<RedisProcess> process = RedisProcess.launch(List.of(file.toString(), "--sentinel"));
      if (process.isPresent()) {
        RedisSentinel all = new RedisSentinel(master, replica, port, process.get(), folder);
        master.await(() -> ((List<?>) all.ask("SENTINEL", "REPLICAS", NAME)).size() == 1);
        return all;
      }
    }
    throw new IllegalStateException("no sentinel starts");
  }

  /** The one that was it at the start. */
  public RedisServer master() {
    return master;
  }

  /** The one that was it at the start. */
  public RedisServer replica() {
    return replica;
  }

  /** As {@code client_storage.url} has it. */
  public String url() {
    return "redis-sentinel://127.0.0.1:" + port + "/" + NAME;
  }

  @Override
  public void close() {
    sentinel.close();
    replica.close();
    master.close();
    RedisCluster.delete(folder);
  }

  private Object ask(String... words) {
    try (RedisConnection connection = new RedisConnection(port)) {
      return connection.ask(words);
    }
  }

  /** In a file, because a sentinel writes into it what it finds out. */
  private static Path configuration(Path folder, int port, int master) {
    try {
      return Files.writeString(
          folder.resolve("sentinel.conf"),
          """
          bind 127.0.0.1
          port %d
          dir %s
          sentinel monitor mymaster 127.0.0.1 %d 1
          sentinel down-after-milliseconds mymaster 500
          sentinel failover-timeout mymaster 3000
          """
              .formatted(port, folder, master));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
