package dev.oidcproxy.application.http;

import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The parameters of a query or a form (application/x-www-form-urlencoded), in order. */
public final class Parameters {

  /** More than any protocol message has. */
  static final int MOST = 100;

  private static final char REPLACEMENT = '\uFFFD';

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * @throws OAuthException {@code invalid_request} when there are too many or one is badly encoded
   */
  public static Parameters parse(String encoded) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    if (encoded.isEmpty()) {
      return new Parameters(values);
    }
    String[] pairs = encoded.split("&", MOST + 1);
    if (pairs.length > MOST) {
      throw new OAuthException(new OAuthError.InvalidRequest("more than 100 parameters"));
    }
    for (String pair : pairs) {
      int eq = pair.indexOf('=');
      String name = decode(eq < 0 ? pair : pair.substring(0, eq));
      String value = eq < 0 ? "" : decode(pair.substring(eq + 1));
      values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
    return new Parameters(values);
  }

  /** The first value; an empty one counts as absent (RFC 6749 section 3.1). */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Every value that is not empty. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of()).stream().filter(v -> !v.isEmpty()).toList();
  }

  /** Every name that came. */
  public Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** Names that came more than once, whatever their values. */
  public Set<String> repeated() {
    return values.entrySet().stream()
        .filter(e -> e.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String decode(String text) {
    try {
      String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
      // What stands for bytes that are no UTF-8; a value must not change on its way through.
      if (decoded.indexOf(REPLACEMENT) < 0) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // Its words quote the input, so they stay here.
    }
    throw new OAuthException(new OAuthError.InvalidRequest("a parameter is badly encoded"));
  }
}
