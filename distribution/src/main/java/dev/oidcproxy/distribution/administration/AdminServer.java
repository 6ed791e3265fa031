package dev.oidcproxy.distribution.administration;

import dev.oidcproxy.application.http.Json;
import dev.oidcproxy.distribution.administration.AdminCommand.Failure;
import dev.oidcproxy.distribution.management.ManagementSettings;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.http.undertow.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ExitCode;

/** The administration of the server that runs with this configuration. */
final class AdminServer {

  private static final Duration CONNECTING = Duration.ofSeconds(5);

  private final String address;
  private final Path tokenFile;
  private final String token;

  private AdminServer(String address, Path tokenFile, String token) {
    this.address = address;
    this.tokenFile = tokenFile;
    this.token = token;
  }

  /** Finds the address and the token; asks nothing yet. */
  static AdminServer find(Optional<ManagementSettings> settings) throws Failure {
    if (settings.isEmpty()) {
      throw new Failure(
          ExitCode.SOFTWARE,
          "the server has no management listener, because management.listen is off");
    }
    String address = reachable(settings.get().listen());
    List<Path> places = settings.get().tokenFiles();
    Optional<Path> file = places.stream().filter(Files::exists).findFirst();
    if (file.isEmpty()) {
      throw new Failure(
          ExitCode.SOFTWARE,
          "there is no token for "
              + address
              + " in "
              + places.stream().map(Path::toString).collect(Collectors.joining(" or in "))
              + ": is the server running, on this machine and with this configuration? Run this as"
              + " the user that runs the server, or set management.token_file");
    }
    return new AdminServer(address, file.get(), read(file.get()));
  }

  Map<String, Object> get(String path, Map<String, String> query) throws Failure {
    String encoded =
        query.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return ask(request(path + (encoded.isEmpty() ? "" : "?" + encoded)).GET());
  }

  Map<String, Object> post(String path, Map<String, String> body) throws Failure {
    return ask(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JsonText.of(body))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + path))
        .header("Authorization", "Bearer " + token);
  }

  private Map<String, Object> ask(HttpRequest.Builder request) throws Failure {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECTING)
            .proxy(HttpClient.Builder.NO_PROXY)
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      // However long it takes: a big store is not searched in a moment.
      return answer(client.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.SOFTWARE,
          "cannot reach the server at "
              + address
              + " (management.listen): is it running, with this configuration?");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.SOFTWARE, "interrupted");
    }
  }

  private Map<String, Object> answer(HttpResponse<byte[]> response) throws Failure {
    Map<String, Object> body;
    try {
      body = Json.readObject(response.body());
    } catch (OAuthException e) {
      throw new Failure(ExitCode.SOFTWARE, "what listens at " + address + " is not this program");
    }
    return switch (response.statusCode()) {
      case 200 -> body;
      case 401 ->
          throw new Failure(
              ExitCode.SOFTWARE,
              "the server at "
                  + address
                  + " does not take the token in "
                  + tokenFile
                  + ": another user started it, or another server listens there");
      case 400 -> throw new Failure(ExitCode.USAGE, Cell.clean(body.get("error_description")));
      case 404 ->
          throw new Failure(
              ExitCode.SOFTWARE,
              "the server at " + address + " has no administration: it is of another version");
      default ->
          throw new Failure(
              ExitCode.SOFTWARE,
              "the server at "
                  + address
                  + " answered "
                  + response.statusCode()
                  + ": "
                  + Cell.clean(body.get("error_description")));
    };
  }

  private static String read(Path file) throws Failure {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new Failure(
          ExitCode.SOFTWARE, "cannot read " + file + ": run this as the user that runs the server");
    }
  }

  /** From this machine, a server that listens everywhere is reached by loopback. */
  private static String reachable(ListenAddress listen) {
    String host =
        switch (listen.host()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "::1";
          default -> listen.host();
        };
    return new ListenAddress(host, listen.port()).toString();
  }
}
