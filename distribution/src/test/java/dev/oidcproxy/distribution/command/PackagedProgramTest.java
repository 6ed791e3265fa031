package dev.oidcproxy.distribution.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs after packaging, against exactly what is shipped. */
@Tag("packaged")
@Timeout(300)
@SuppressWarnings("InlineFormatString") // the text reads better apart
class PackagedProgramTest {

  private static final String YAML =
      """
      base_url: http://127.0.0.1:8000
      listen: 127.0.0.1:0
      management: {listen: "127.0.0.1:%d"}
      provider:
        config_url: http://127.0.0.1:9/.well-known/openid-configuration
        client_id: some-client
        client_secret_file: secret
      resources: [{path: /mcp, backend: "http://127.0.0.1:9/mcp"}]
      jwt_signing_key: ${SIGNING_KEY}
      telemetry: {log_format: json}
      """;

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  private int get(int port, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void it_serves_until_it_is_told_to_end_and_keeps_its_secrets() throws Exception {
    int management = freePort();
    Files.writeString(folder.resolve("secret"), "canary-client-secret\n");
    Files.writeString(folder.resolve("oidc-proxy.yaml"), YAML.formatted(management));
    Map<String, String> environment = Map.of("SIGNING_KEY", "canary-signing-key-of-enough-bytes");

    try (PackagedProgram program = PackagedProgram.start(folder, environment, "serve")) {
      String ready = program.line();

      assertThat(ready)
          .matches("ready: http://127\\.0\\.0\\.1:8000 \\(listening on 127\\.0\\.0\\.1:\\d+\\)");
      int port = Integer.parseInt(ready.replaceAll(".*:(\\d+)\\)", "$1"));
      assertThat(get(port, "/.well-known/oauth-authorization-server")).isEqualTo(200);
      assertThat(get(port, "/mcp")).isEqualTo(401);
      assertThat(get(management, "/livez")).isEqualTo(200);
      assertThat(get(management, "/readyz")).isEqualTo(503);
      assertThat(get(management, "/metrics")).isEqualTo(200);
      // Another shell, without the key of the server, finds the token by itself.
      try (PackagedProgram clients = PackagedProgram.start(folder, Map.of(), "clients", "list")) {
        assertThat(clients.line()).isEqualTo("no clients");
        assertThat(clients.exitCode()).isZero();
      }

      program.terminate();

      assertThat(program.exitCode()).isZero();
      assertThat(program.everything()).contains("{\"timestamp\":").doesNotContain("canary");
    }
  }

  @Test
  void problems_of_the_configuration_end_it_with_2() throws Exception {
    Files.writeString(
        folder.resolve("oidc-proxy.yaml"), "base_url: canary\nprovider: {client_secret: canary}\n");

    try (PackagedProgram program = PackagedProgram.start(folder, Map.of(), "serve")) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.everything())
          .contains(
              "The configuration has 3 problems; nothing was started.",
              "oidc-proxy.yaml line 1: base_url: must be an http or https URL",
              "oidc-proxy.yaml line 2: provider.client_id: is missing")
          .doesNotContain("canary");
    }
  }

  @Test
  void the_demo_runs_with_nothing_to_configure() throws Exception {
    try (PackagedProgram program = PackagedProgram.start(folder, Map.of(), "demo", "--port", "0")) {
      String ready = program.line();
      int port = Integer.parseInt(ready.replaceAll(".*:(\\d+)\\)", "$1"));

      assertThat(ready)
          .isEqualTo(
              "ready: http://127.0.0.1:%d (listening on 127.0.0.1:%d)".formatted(port, port));
      assertThat(get(port, "/mcp")).isEqualTo(401);

      program.terminate();

      assertThat(program.exitCode()).isZero();
      assertThat(program.everything()).contains("http://127.0.0.1:" + port + "/mcp");
    }
  }

  @Test
  void every_library_is_shipped_with_its_licence() throws Exception {
    Path home = PackagedProgram.home();
    List<String> table = Files.readAllLines(home.resolve("licenses/README.md"));

    assertThat(libraries(home))
        .isNotEmpty()
        .allSatisfy(library -> {
          String row =
              table.stream()
                  .filter(r -> r.startsWith("| " + library + " |"))
                  .findFirst()
                  .orElse("");
          String licence = row.replaceAll("\\|.*\\| (.*) \\|", "$1");
          assertThat(licence).as(library).isNotEmpty();
          assertThat(
                  licence.equals("public domain")
                      || Files.exists(home.resolve("licenses/" + licence + ".txt")))
              .as(licence)
              .isTrue();
        });
  }

  private static List<String> libraries(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar") && !name.endsWith("-SNAPSHOT.jar"))
          .map(name -> name.replaceFirst("-\\d.*", ""))
          .toList();
    }
  }
}
