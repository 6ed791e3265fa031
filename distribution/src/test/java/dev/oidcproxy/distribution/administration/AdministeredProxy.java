package dev.oidcproxy.distribution.administration;

import dev.oidcproxy.application.admin.AdminRoutes;
import dev.oidcproxy.application.crypto.SecureEntropy;
import dev.oidcproxy.application.http.ErrorResponses;
import dev.oidcproxy.application.http.Routes;
import dev.oidcproxy.distribution.command.Commands;
import dev.oidcproxy.distribution.command.Installation;
import dev.oidcproxy.distribution.management.AdminToken;
import dev.oidcproxy.distribution.management.ManagementSettings;
import dev.oidcproxy.http.undertow.ListenAddress;
import dev.oidcproxy.http.undertow.UndertowServer;
import dev.oidcproxy.http.undertow.UndertowSettings;
import dev.oidcproxy.testkit.flow.TestProxy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A proxy with logins in it, whose administration listens on a real socket, and its commands. */
final class AdministeredProxy implements AutoCloseable {

  private final TestProxy proxy;
  private final UndertowServer server;
  private final AdminToken token;
  private final int port;
  private final Path configuration;
  private final Path tokenFile;

  AdministeredProxy(TestProxy proxy, Path folder) throws IOException {
    this.proxy = proxy;
    this.token = new AdminToken(new SecureEntropy());
    UndertowSettings settings = UndertowSettings.plain(new ListenAddress("127.0.0.1", 0));
    this.server =
        new UndertowServer(
            settings,
            new Routes(
                AdminRoutes.of(proxy.proxy().administration(), token.hash()), new ErrorResponses()),
            new SecureEntropy());
    this.port = server.start().getPort();
    this.tokenFile = folder.resolve("run/admin.token");
    token.write(new ManagementSettings(settings, Optional.of(tokenFile)));
    // The rest of it is out of reach, as the server's secrets are for another user.
    this.configuration =
        Files.writeString(
            folder.resolve("oidc-proxy.yaml"),
            """
            base_url: https://mcp.example.com
            provider: {client_id: x, client_secret: "${NOT_IN_THIS_SHELL}"}
            management: {listen: "127.0.0.1:%d", token_file: %s}
            """
                .formatted(port, tokenFile));
  }

  TestProxy proxy() {
    return proxy;
  }

  int port() {
    return port;
  }

  Path tokenFile() {
    return tokenFile;
  }

  void stop() {
    server.close();
  }

  /** What a command came to. */
  record Outcome(int exitCode, String out, String err) {}

  Outcome command(String... arguments) {
    return run(
        Stream.concat(Arrays.stream(arguments), Stream.of("--config", configuration.toString()))
            .toArray(String[]::new));
  }

  static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Commands.of(new Installation(Map.of(), Optional.empty()));
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return new Outcome(line.execute(arguments), out.toString(), err.toString());
  }

  @Override
  public void close() {
    server.close();
    token.close();
    proxy.close();
  }
}
