package dev.oidcproxy.application.outbound;

import dev.oidcproxy.domain.value.ClientId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Documents of well-known clients whose hosts turn servers in a data centre away, brought along as
 * data. {@code pinned-client-documents.txt} has each with the day it was served so and a report of
 * the refusal.
 */
final class PinnedDocuments {

  private static final String RESOURCE = "pinned-client-documents.txt";
  private static final Map<String, Pinned> ALL = load();

  private PinnedDocuments() {}

  /**
   * @param url the client's id
   * @param served on which day
   * @param source where it is told that the host refuses
   */
  record Pinned(String url, String served, String source, String document) {}

  static Optional<Pinned> find(ClientId id) {
    return Optional.ofNullable(ALL.get(id.value()));
  }

  private static Map<String, Pinned> load() {
    try (InputStream in = PinnedDocuments.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(PinnedDocuments::read)
          .collect(Collectors.toUnmodifiableMap(Pinned::url, Function.identity()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Pinned read(String line) {
    String[] parts = line.split(" ", 4);
    return new Pinned(parts[0], parts[1], parts[2], parts[3]);
  }
}
