package dev.oidcproxy.domain.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value is among a provider's claims: the name of a claim, then names inside objects.
 *
 * @param names at least one
 */
public record ClaimPath(List<String> names) {

  private static final int LONGEST = 256;
  private static final int DEEPEST = 10;
  private static final Pattern NAME =
      Pattern.compile("\"([^\"\\p{Cntrl}]+)\"|([^.\"\\s\\p{Cntrl}]+)");

  public ClaimPath {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a path has a name");
    }
  }

  /**
   * Reads {@code realm_access.roles}. A name with a dot is in double quotes: {@code "a.b".c}; a
   * text that begins as a web address is one name as it is, because that is how such claims are
   * named. Empty when it is no path.
   */
  public static Optional<ClaimPath> parse(String written) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    if (written.matches("https?://[^\"\\s\\p{Cntrl}]+")) {
      return Optional.of(new ClaimPath(List.of(written)));
    }
    List<String> names = new ArrayList<>();
    Matcher name = NAME.matcher(written);
    int at = 0;
    while (name.region(at, written.length()).lookingAt() && names.size() < DEEPEST) {
      names.add(name.group(1) == null ? name.group(2) : name.group(1));
      at = name.end();
      if (at == written.length()) {
        return Optional.of(new ClaimPath(names));
      }
      if (written.charAt(at) != '.') {
        return Optional.empty();
      }
      at++;
    }
    return Optional.empty();
  }

  /** What is there; {@code null} in JSON is nothing. */
  public Optional<Object> find(Map<String, Object> claims) {
    Object value = claims;
    for (String name : names) {
      if (!(value instanceof Map<?, ?> object)) {
        return Optional.empty();
      }
      value = object.get(name);
    }
    return Optional.ofNullable(value);
  }
}
