package dev.oidcproxy.testkit.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A {@code redis-server} process of our own on a free port of loopback. */
public final class RedisServer implements AutoCloseable {

  private static final int ATTEMPTS = 10;
  private static final int LOOKS = 1000;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final int port;
  private final List<String> options;
  private RedisProcess process;

  private RedisServer(int port, List<String> options, RedisProcess process) {
    this.port = port;
    this.options = options;
    this.process = process;
  }

  /**
   * Starts one that keeps nothing on disk; returns once it answers.
   *
   * @param options as on its command line: {@code "--maxmemory", "10mb"}
   */
  public static RedisServer start(String... options) {
    return start(List.of("--save", "", "--appendonly", "no"), List.of(options));
  }

  /** Starts one that acknowledges a write once it is in the append-only file in {@code folder}. */
  public static RedisServer startIn(Path folder, String... options) {
    String dir = folder.toAbsolutePath().toString();
    return start(
        List.of("--dir", dir, "--appendonly", "yes", "--appendfsync", "always"), List.of(options));
  }

  public int port() {
    return port;
  }

  /** As {@code client_storage.url} has it. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Ends the process as {@code kill -9} does; what it holds in memory is gone. */
  public void kill() {
    process.close();
  }

  /** Starts it on the same port with the same options, after killing it if it still runs. */
  public void restart() {
    kill();
    process =
        RedisProcess.launch(options)
            .orElseThrow(() -> new IllegalStateException("no new start on port " + port));
  }

  /**
   * Sends one command and returns the answer: a text, a number, a list, or null.
   *
   * @throws IllegalStateException with the words of an error
   */
  public Object ask(String... words) {
    try (RedisConnection connection = new RedisConnection(port)) {
      return connection.ask(words);
    }
  }

  /** Returns when so much time has passed for the server. */
  public void letPass(Duration time) {
    // Waits for more copies than there are; needs no key, so any node of a cluster does it.
    ask("WAIT", "99", "" + (time.toMillis() + 1));
  }

  /** Returns when the condition holds, looking often. */
  void await(BooleanSupplier condition) {
    for (int i = 0; i < LOOKS; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      letPass(BETWEEN_LOOKS);
    }
    throw new IllegalStateException("the servers do not find together");
  }

  @Override
  public void close() {
    kill();
  }

  private static RedisServer start(List<String> persistence, List<String> more) {
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = FreePort.find();
      List<String> options = new ArrayList<>(List.of("--bind", "127.0.0.1", "--port", "" + port));
      options.addAll(persistence);
      options.addAll(more);
      var process = RedisProcess.launch(options);
      if (process.isPresent()) {
        return new RedisServer(port, List.copyOf(options), process.get());
      }
    }
    throw new IllegalStateException("redis-server does not start with " + more);
  }
}
