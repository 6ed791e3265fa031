package dev.oidcproxy.distribution.command;

import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.launch.Plan;
import dev.oidcproxy.distribution.launch.RunningProxy;
import dev.oidcproxy.distribution.logging.LogFormat;
import dev.oidcproxy.distribution.logging.LogLines;
import dev.oidcproxy.distribution.plugin.Plugins;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/**
 * A short life of the program, from which the Java platform learns what a start needs (JEP 514).
 * The launcher runs it once; nothing is reached but this process.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

  private static final String YAML =
      """
      base_url: http://127.0.0.1:8000
      listen: 127.0.0.1:0
      management: {listen: "127.0.0.1:0"}
      provider:
        config_url: http://127.0.0.1:9/.well-known/openid-configuration
        client_id: trained
        client_secret: trained
      resources: [{path: /mcp, backend: "http://127.0.0.1:9/mcp"}]
      jwt_signing_key: a key of training that signs nothing at all
      """;

  private static final int PATIENCE_MILLIS = 10_000;

  private static final String REGISTRATION =
      "{\"redirect_uris\":[\"http://127.0.0.1/callback\"],\"client_name\":\"trained\"}";

  private static final List<String> OF_THE_PROXY =
      List.of(
          "GET /.well-known/oauth-authorization-server HTTP/1.1\r\n",
          "GET /.well-known/oauth-protected-resource/mcp HTTP/1.1\r\n",
          "GET /authorize?client_id=unknown HTTP/1.1\r\nAccept: text/html\r\n",
          "POST /mcp HTTP/1.1\r\nAuthorization: Bearer a.b.c\r\nContent-Length: 0\r\n");

  private static final List<String> OF_MANAGEMENT =
      List.of("GET /livez HTTP/1.1\r\n", "GET /readyz HTTP/1.1\r\n", "GET /metrics HTTP/1.1\r\n");

  @Override
  public Integer call() throws IOException {
    Path file = Files.createTempFile("oidc-proxy", ".yaml");
    try {
      Files.writeString(file, YAML);
      Commands.of(new Installation(Map.of(), Optional.empty()), "serve");
      Configuration configuration = Configuration.load(Optional.of(file), Map.of());
      Plan plan = Plan.read(configuration, Plugins.find(Optional.empty()));
      LogLines.use(LogFormat.TEXT);
      try (RunningProxy running = RunningProxy.start(plan)) {
        register(running.address());
        for (String request : OF_THE_PROXY) {
          send(running.address(), request, "");
        }
        for (String request : OF_MANAGEMENT) {
          send(running.managementAddress().orElseThrow(), request, "");
        }
      }
      return ExitCode.OK;
    } finally {
      Files.delete(file);
    }
  }

  private static void register(InetSocketAddress address) throws IOException {
    send(
        address,
        "POST /register HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: "
            + REGISTRATION.length()
            + "\r\n",
        REGISTRATION);
  }

  /** By hand, because an HTTP client would be trained with us. */
  private static void send(InetSocketAddress address, String head, String body) throws IOException {
    String request = head + "Host: 127.0.0.1\r\nConnection: close\r\n\r\n" + body;
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
  }
}
