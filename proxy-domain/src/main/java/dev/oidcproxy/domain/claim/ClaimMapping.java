package dev.oidcproxy.domain.claim;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which of a provider's claims go on, and under which names. What is too large is left out whole:
 * half a list would be another's list, and a sign-in that fails for one claim would be worse.
 *
 * @param paths by our names, the most important first
 */
public record ClaimMapping(Map<String, ClaimPath> paths) {

  public static final ClaimMapping NONE = new ClaimMapping(Map.of());

  /** The most that one claim takes in a token, name and value written as JSON. */
  public static final int MOST_BYTES = 1024;

  /** The most that all take together. */
  public static final int MOST_BYTES_TOGETHER = 2048;

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  /** What tokens and introspection say themselves, or readers decide by (RFC 7519, 7662, 9068). */
  private static final Set<String> RESERVED =
      Set.of(
          "iss",
          "sub",
          "aud",
          "exp",
          "nbf",
          "iat",
          "jti",
          "client_id",
          "scope",
          "scp",
          "gid",
          "cnf",
          "act",
          "may_act",
          "azp",
          "nonce",
          "sid",
          "typ",
          "token_type",
          "token_use",
          "active",
          "username",
          "at_hash",
          "c_hash",
          "authorization_details");

  /**
   * @throws IllegalArgumentException when a name is not one that {@link #objection} has nothing
   *     against, or two are one to a reader of headers
   */
  public ClaimMapping {
    Set<String> folded = new HashSet<>();
    for (String name : paths.keySet()) {
      if (objection(name).isPresent() || !folded.add(folded(name))) {
        throw new IllegalArgumentException("not a name for a claim: " + name);
      }
    }
    paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
  }

  /**
   * What came of a mapping.
   *
   * @param leftOut why, by our name; the words quote no value
   */
  public record Mapped(Claims claims, Map<String, String> leftOut) {}

  /** Why a name cannot be a claim's, completing "the name …"; empty when it can. */
  public static Optional<String> objection(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of("must be letters, digits, _ and -, at most 64, a letter first");
    }
    return RESERVED.contains(name.toLowerCase(Locale.ROOT).replace('-', '_'))
        ? Optional.of("is taken: tokens have a claim of that name with a meaning of its own")
        : Optional.empty();
  }

  /** The same for two names that a reader of headers cannot tell apart. */
  public static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Our claims, of all that a provider said. */
  public Mapped map(Map<String, Object> said) {
    Map<String, Object> taken = new LinkedHashMap<>();
    Map<String, String> leftOut = new LinkedHashMap<>();
    int room = MOST_BYTES_TOGETHER;
    for (Map.Entry<String, ClaimPath> path : paths.entrySet()) {
      Optional<Object> found = path.getValue().find(said);
      if (found.isEmpty()) {
        continue;
      }
      String name = path.getKey();
      Optional<Object> usable = Claims.usable(found.get());
      int size = usable.map(value -> size(name) + size(value)).orElse(0);
      if (usable.isEmpty()) {
        leftOut.put(name, "it is not a text, a number, a truth value or a list of texts");
      } else if (size > MOST_BYTES) {
        leftOut.put(name, "it has " + size + " bytes, and one claim at most " + MOST_BYTES);
      } else if (size > room) {
        leftOut.put(
            name, "all claims together have more than " + MOST_BYTES_TOGETHER + " bytes with it");
      } else {
        room -= size;
        taken.put(name, usable.get());
      }
    }
    return new Mapped(new Claims(taken), leftOut);
  }

  /** What of claims that were taken once is still to go on. */
  public Claims current(Claims taken) {
    if (paths.keySet().containsAll(taken.values().keySet())) {
      return taken;
    }
    Map<String, Object> current = new LinkedHashMap<>(taken.values());
    current.keySet().retainAll(paths.keySet());
    return new Claims(current);
  }

  /** As JSON with what goes around it, written by whoever escapes most. */
  private static int size(Object value) {
    return switch (value) {
      case String text -> 3 + text.chars().map(ClaimMapping::size).sum();
      case List<?> list -> 2 + list.stream().mapToInt(ClaimMapping::size).sum();
      default -> 1 + value.toString().length();
    };
  }

  private static int size(int character) {
    boolean plain = character >= 0x20 && character < 0x7f;
    boolean escaped = character == '"' || character == '\\' || character == '/';
    return escaped ? 2 : plain ? 1 : 6;
  }
}
