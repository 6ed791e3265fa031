package dev.oidcproxy.flows;

import dev.oidcproxy.application.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a known client sends, as a file of {@code /clients} has it; its README names the members.
 */
record ClientProfile(Map<String, Object> members) {

  private static final String FOLDER = "/clients";
  private static final Set<String> NO_FACTS = Set.of("name", "sources");

  /** All of them, in the order of their names. */
  static List<ClientProfile> all() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .filter(f -> f.toString().endsWith(".json"))
          .sorted()
          .map(ClientProfile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one of a file. */
  static ClientProfile of(String name) {
    return read(folder().resolve(name + ".json"));
  }

  private static ClientProfile read(Path file) {
    try {
      return new ClientProfile(Json.readObject(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(
          Objects.requireNonNull(ClientProfile.class.getResource(FOLDER), FOLDER).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  String name() {
    return (String) members.get("name");
  }

  /** The members that claim something of the client. */
  Set<String> facts() {
    return members.keySet().stream()
        .filter(m -> !NO_FACTS.contains(m))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Where each fact was seen. */
  Map<String, Object> sources() {
    return object("sources").orElseThrow();
  }

  Map<String, String> headers() {
    return texts("headers");
  }

  /** The paths that are tried for the metadata of the {@code resource} or the {@code server}. */
  @SuppressWarnings("unchecked")
  List<String> tried(String what) {
    return (List<String>) object("discovery").orElseThrow().get(what);
  }

  Optional<Map<String, Object>> registration() {
    return object("registration");
  }

  Optional<Map<String, Object>> document() {
    return object("document");
  }

  Map<String, String> authorize() {
    return texts("authorize");
  }

  String redirectUri() {
    return authorize().get("redirect_uri");
  }

  /** How its assertions are made; empty when it makes none. */
  Map<String, String> assertion() {
    return texts("assertion");
  }

  Map<String, String> token() {
    Map<String, String> seen = texts("token");
    return seen.isEmpty()
        ? Map.of(
            "grant_type", "authorization_code",
            "code", "{code}",
            "redirect_uri", redirectUri(),
            "code_verifier", "{code_verifier}",
            "client_id", "{client_id}")
        : seen;
  }

  Map<String, String> refresh() {
    Map<String, String> seen = texts("refresh");
    return seen.isEmpty()
        ? Map.of(
            "grant_type", "refresh_token",
            "refresh_token", "{refresh_token}",
            "client_id", "{client_id}")
        : seen;
  }

  @SuppressWarnings("unchecked")
  private Optional<Map<String, Object>> object(String member) {
    return Optional.ofNullable((Map<String, Object>) members.get(member));
  }

  private Map<String, String> texts(String member) {
    Map<String, String> texts = new LinkedHashMap<>();
    object(member).orElse(Map.of()).forEach((name, value) -> texts.put(name, (String) value));
    return texts;
  }

  @Override
  public String toString() {
    return name();
  }
}
