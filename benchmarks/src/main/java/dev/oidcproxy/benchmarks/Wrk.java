package dev.oidcproxy.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of wrk: tool calls by POST, with a token, from 16 connections. */
record Wrk(double requestsPerSecond, long requests, String p50, String p99) {

  private static final String SCRIPT =
      """
      wrk.method = "POST"
      wrk.body = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"hello"}}}'
      wrk.headers["Content-Type"] = "application/json"
      wrk.headers["Accept"] = "application/json, text/event-stream"
      wrk.headers["Authorization"] = "Bearer %s"
      """;

  /**
   * Measures.
   *
   * @throws IOException when wrk is missing, or an answer was not 2xx
   */
  static Wrk run(String url, String token, int seconds) throws IOException, InterruptedException {
    Path script = Files.createTempFile("wrk", ".lua");
    try {
      Files.writeString(script, SCRIPT.formatted(token));
      Process process =
          new ProcessBuilder(
                  List.of(
                      "wrk",
                      "-t1",
                      "-c16",
                      "-d" + seconds + "s",
                      "--latency",
                      "-s",
                      script.toString(),
                      url))
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0
          || output.contains("Non-2xx")
          || output.contains("Socket errors")) {
        throw new IOException("wrk: " + output);
      }
      return new Wrk(
          Double.parseDouble(find(output, "Requests/sec:\\s+([0-9.]+)")),
          Long.parseLong(find(output, "(\\d+) requests in")),
          find(output, "\n\\s+50%\\s+(\\S+)"),
          find(output, "\n\\s+99%\\s+(\\S+)"));
    } finally {
      Files.delete(script);
    }
  }

  /** The median as a number. */
  double p50Millis() {
    double number = Double.parseDouble(p50.replaceAll("[a-z]", ""));
    return p50.endsWith("us") ? number / 1000 : p50.endsWith("ms") ? number : number * 1000;
  }

  private static String find(String output, String pattern) throws IOException {
    Matcher found = Pattern.compile(pattern).matcher(output);
    if (!found.find()) {
      throw new IOException("wrk said something else: " + output);
    }
    return found.group(1);
  }
}
