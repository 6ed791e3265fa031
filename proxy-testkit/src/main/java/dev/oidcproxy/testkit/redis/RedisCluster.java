package dev.oidcproxy.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three masters that share the slots between them, without replicas. */
public final class RedisCluster implements AutoCloseable {

  private static final int MASTERS = 3;
  private static final int SLOTS = 16_384;

  private final List<RedisServer> masters;
  private final List<Path> folders;

  private RedisCluster(List<RedisServer> masters, List<Path> folders) {
    this.masters = masters;
    this.folders = folders;
  }

  /** Starts one; returns once every node takes commands. */
  public static RedisCluster start() {
    RedisCluster cluster = new RedisCluster(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < MASTERS; i++) {
      cluster.add(i);
    }
    cluster.masters.forEach(node ->
        node.await(() -> node.ask("CLUSTER", "INFO").toString().contains("cluster_state:ok")));
    return cluster;
  }

  public List<RedisServer> masters() {
    return List.copyOf(masters);
  }

  /** As {@code client_storage.url} has it. */
  public String url() {
    return masters.stream()
        .map(node -> "127.0.0.1:" + node.port())
        .collect(Collectors.joining(",", "redis-cluster://", ""));
  }

  @Override
  public void close() {
    masters.forEach(RedisServer::close);
    folders.forEach(RedisCluster::delete);
  }

  private void add(int number) {
    Path folder = folder();
    folders.add(folder);
    RedisServer node =
        RedisServer.start(
            "--cluster-enabled",
            "yes",
            "--cluster-node-timeout",
            "2000",
            "--dir",
            folder.toString());
    masters.add(node);
    node.ask("CLUSTER", "SET-CONFIG-EPOCH", "" + (number + 1));
    node.ask(slots(number));
    if (number > 0) {
      node.ask("CLUSTER", "MEET", "127.0.0.1", "" + masters.getFirst().port());
    }
  }

  private static String[] slots(int number) {
    return Stream.concat(
            Stream.of("CLUSTER", "ADDSLOTS"),
            IntStream.range(SLOTS * number / MASTERS, SLOTS * (number + 1) / MASTERS)
                .mapToObj(Integer::toString))
        .toArray(String[]::new);
  }

  static Path folder() {
    try {
      return Files.createTempDirectory("redis-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
