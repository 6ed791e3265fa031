package dev.oidcproxy.testkit.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A running {@code redis-server}, or what the property {@code redis.server} names instead. */
final class RedisProcess implements AutoCloseable {

  private static final String PROGRAM = System.getProperty("redis.server", "redis-server");
  private static final long PATIENCE_SECONDS = 20;

  private final Process process;

  private RedisProcess(Process process) {
    this.process = process;
    // Also when a test run is stopped halfway: nothing of ours stays behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** Starts one; absent when it ended at once, as it does when its port is taken. */
  static Optional<RedisProcess> launch(List<String> options) {
    RedisProcess started = new RedisProcess(execute(options));
    CompletableFuture<Boolean> ready = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> read(started.process, ready));
    try {
      if (ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return Optional.of(started);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("redis-server neither starts nor ends", e);
    }
    started.close();
    return Optional.empty();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Goes on to the end: a process whose output nobody reads stands still at some time. */
  private static void read(Process process, CompletableFuture<Boolean> ready) {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("Ready to accept connections") || line.contains("+monitor")) {
          ready.complete(true);
        }
      }
    } catch (IOException e) {
      // It was killed, so there is no more to read.
    }
    ready.complete(false);
  }

  private static Process execute(List<String> options) {
    List<String> command = new ArrayList<>(List.of(PROGRAM));
    command.addAll(options);
    try {
      return new ProcessBuilder(command)
          // What a replica is sent it puts down where it stands.
          .directory(Files.createTempDirectory("redis").toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      String reason = PROGRAM + " is not on the PATH: no test can run against Redis";
      // A test that was skipped has shown nothing, which some builds do not accept.
      if (Boolean.getBoolean("skips.fail")) {
        Assertions.fail(reason);
      }
      return Assumptions.abort(reason);
    }
  }
}
