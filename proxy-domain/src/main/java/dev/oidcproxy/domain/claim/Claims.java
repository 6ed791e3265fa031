package dev.oidcproxy.domain.claim;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Claims about a person under names of ours, in the operator's order. A value is a text, a whole
 * number ({@code Long}), another number ({@code Double}), a truth value or a list of texts.
 */
public record Claims(Map<String, Object> values) {

  public static final Claims NONE = new Claims(Map.of());

  /**
   * @throws IllegalArgumentException when a value is of another type
   */
  public Claims {
    Map<String, Object> all = new LinkedHashMap<>();
    values.forEach((name, value) ->
        all.put(
            name,
            usable(value)
                .orElseThrow(
                    () -> new IllegalArgumentException("a claim is plain or a list of texts"))));
    values = Collections.unmodifiableMap(all);
  }

  /** Those of any values that can be claims. */
  public static Claims ofUsable(Map<String, ?> values) {
    Map<String, Object> all = new LinkedHashMap<>();
    values.forEach((name, value) -> usable(value).ifPresent(v -> all.put(name, v)));
    return new Claims(all);
  }

  /** A value of JSON in the form in which it is kept; empty when it cannot be a claim. */
  static Optional<Object> usable(Object value) {
    return Optional.ofNullable(
        switch (value) {
          case null -> null;
          case String text -> text;
          case Boolean truth -> truth;
          case Integer number -> number.longValue();
          case Long number -> number;
          // Beyond 64 bits a reader would round it, and an id would be another's.
          case BigInteger number when number.bitLength() < Long.SIZE -> number.longValue();
          case Double number when Double.isFinite(number) -> number;
          case List<?> list when list.stream().allMatch(String.class::isInstance) ->
              List.copyOf(list);
          default -> null;
        });
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Names only: what is said of people is in no log. */
  @Override
  public String toString() {
    return "Claims" + values.keySet();
  }
}
