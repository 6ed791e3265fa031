package dev.oidcproxy.application.jwt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object of somebody else's: claims, metadata, a token response. A member of another type
 * than asked for reads as absent.
 */
public record JsonObject(Map<String, Object> members) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20)
                          .maxNumberLength(100)
                          .build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Beyond these an instant cannot be computed with. */
  private static final long LATEST = 253_402_300_799L;

  /** Empty unless the bytes are one object without duplicate names. */
  public static Optional<JsonObject> parse(byte[] json) {
    try {
      return object(MAPPER.readValue(json, Object.class));
    } catch (IOException e) {
      // The parser's words quote its input, so they go no further.
      return Optional.empty();
    }
  }

  public boolean has(String name) {
    return members.get(name) != null;
  }

  /** A string that is not empty. */
  public Optional<String> text(String name) {
    return members.get(name) instanceof String text && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }

  /** As {@link #text}, or a whole number as it is written: some providers number people. */
  public Optional<String> textOrWhole(String name) {
    return members.get(name) instanceof Integer
            || members.get(name) instanceof Long
            || members.get(name) instanceof BigInteger
        ? Optional.of(members.get(name).toString())
        : text(name);
  }

  /**
   * The members at these paths, by the paths: a member of that very name or, when there is none,
   * the one that the names between its dots lead to.
   */
  public JsonObject select(Collection<String> paths) {
    Map<String, Object> selected = new LinkedHashMap<>();
    for (String path : paths) {
      find(path).ifPresent(member -> selected.put(path, member));
    }
    return new JsonObject(selected);
  }

  private Optional<Object> find(String path) {
    if (has(path)) {
      return Optional.of(members.get(path));
    }
    int dot = path.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : object(path.substring(0, dot)).flatMap(inner -> inner.find(path.substring(dot + 1)));
  }

  /** A list of strings; empty when it holds anything else. */
  public List<String> texts(String name) {
    return members.get(name) instanceof List<?> list
            && list.stream().allMatch(String.class::isInstance)
        ? list.stream().map(String.class::cast).toList()
        : List.of();
  }

  /** The objects in a list; what else is in it is left out. */
  public List<JsonObject> objects(String name) {
    return members.get(name) instanceof List<?> list
        ? list.stream().flatMap(member -> object(member).stream()).toList()
        : List.of();
  }

  public Optional<JsonObject> object(String name) {
    return object(members.get(name));
  }

  /** The object as text. */
  public String json() {
    try {
      return MAPPER.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read cannot be written", e);
    }
  }

  /** A string or a list of strings, as {@code aud} is (RFC 7519 section 4.1.3). */
  public List<String> oneOrMore(String name) {
    return text(name).map(List::of).orElseGet(() -> texts(name));
  }

  /** {@code true}, also as the text some providers make of it. */
  public boolean isTrue(String name) {
    Object member = members.get(name);
    return Boolean.TRUE.equals(member) || "true".equals(member);
  }

  /** A whole number; a fraction is cut off. */
  public Optional<Long> number(String name) {
    return members.get(name) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  /** A NumericDate (RFC 7519 section 2). */
  public Optional<Instant> instant(String name) {
    return number(name).filter(s -> s >= 0 && s <= LATEST).map(Instant::ofEpochSecond);
  }

  @SuppressWarnings("unchecked") // names of JSON members are strings
  private static Optional<JsonObject> object(Object value) {
    return value instanceof Map<?, ?> object
        ? Optional.of(new JsonObject((Map<String, Object>) object))
        : Optional.empty();
  }
}
