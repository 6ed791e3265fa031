package dev.oidcproxy.e2e.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.remote.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A process that runs {@code serve}; it can be ended and started again with its configuration. */
final class ProxyNode implements Function<HttpRequest, HttpResponse>, AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  private final Path folder;
  private final Path log;
  private final Wire wire;
  private volatile Process process;
  private volatile int port;

  /**
   * @param folder its own; what it says is kept there
   */
  ProxyNode(Path folder, String yaml, Wire wire) {
    this.folder = folder;
    this.log = folder.resolve("log.txt");
    this.wire = wire;
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("oidc-proxy.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it; returns when it accepts requests. */
  ProxyNode start() {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(Packaged.launcher().toString(), "serve")
              .directory(folder.toFile())
              .redirectError(Redirect.appendTo(log.toFile()));
      // Its configuration is the file, whatever surrounds this test.
      builder.environment().keySet().removeIf(name -> name.startsWith("OIDC_PROXY_"));
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      // It lives for seconds, in which the slow compiler would only take time from the others.
      builder.environment().put("JAVA_OPTS", "-XX:TieredStopAtLevel=1");
      process = builder.start();
      // Also when a test run is stopped halfway: nothing of ours stays behind.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      port = Integer.parseInt(readyLine().replaceAll(".*:(\\d+)\\)", "$1"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** Sends a request to this node, whatever host it names. */
  @Override
  public HttpResponse apply(HttpRequest request) {
    return wire.send(port, request);
  }

  /** SIGTERM; returns at once. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** SIGKILL; returns when the process is gone. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /**
   * Waits for the end.
   *
   * @return its exit code
   */
  int ended() {
    try {
      return process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS).exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the node does not end", e);
    }
  }

  /** What it said so far, in all of its lives. */
  String log() {
    try {
      return Files.readString(log, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }

  private String readyLine() {
    CompletableFuture<String> line = new CompletableFuture<>();
    Process started = process;
    Thread.ofVirtual().start(() -> line.complete(firstLine(started)));
    try {
      String ready = line.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (ready.startsWith("ready: ")) {
        return ready;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Said below, with what the process said.
    }
    kill();
    throw new IllegalStateException("the node did not start:\n" + log());
  }

  private static String firstLine(Process started) {
    try (BufferedReader out = started.inputReader(UTF_8)) {
      String line = out.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      return "";
    }
  }
}
