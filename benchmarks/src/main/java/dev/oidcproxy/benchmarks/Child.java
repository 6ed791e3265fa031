package dev.oidcproxy.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A process we started, and what the kernel says of it. */
final class Child implements AutoCloseable {

  private static final long TICKS_PER_SECOND = 100;

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /** A JVM like ours, with a main class of ours. */
  static Child java(String mainClass, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
    command.addAll(List.of(args));
    return new Child(quiet(command));
  }

  /** Any program, started and waited for until a line of its output begins with {@code ready}. */
  static Child untilReady(List<String> command, String ready) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(ready)) {
        return new Child(process);
      }
    }
    throw new IOException("the program ended before it was ready");
  }

  /** Any program, started and waited for until it takes connections at a port. */
  static Child untilListening(List<String> command, int port)
      throws IOException, InterruptedException {
    Process process = quiet(command);
    while (process.isAlive()) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return new Child(process);
      } catch (ConnectException e) {
        // Not yet; whoever waits for an end that may come looks again after a moment.
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
    throw new IOException("the program ended before it was ready: " + command.getFirst());
  }

  /** User and system time so far. */
  Duration cpuTime() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }

  /** Resident memory now, in MiB. */
  long residentMebibytes() throws IOException {
    for (String line :
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    throw new IOException("the kernel does not say");
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "process %d", process.pid());
  }

  private static Process quiet(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
