package dev.oidcproxy.domain.value;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** One scope token (RFC 6749 section 3.3): printable ASCII without space, quote and backslash. */
public record Scope(String value) {

  /** Always accepted, never required, never in our tokens (OpenID Connect Core section 11). */
  public static final Scope OFFLINE_ACCESS = new Scope("offline_access");

  /**
   * @throws IllegalArgumentException when {@code value} is not a scope token
   */
  public Scope {
    if (!wellFormed(value)) {
      throw new IllegalArgumentException("not a scope token");
    }
  }

  public static boolean wellFormed(String value) {
    return !value.isEmpty()
        && value.length() <= 256
        && value.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '"' && c != '\\');
  }

  /**
   * The scopes of a space-separated list, in their order, each once. Empty text is no scope.
   *
   * @throws IllegalArgumentException when a part is not a scope token
   */
  public static Set<Scope> parse(String list) {
    Set<Scope> scopes = new LinkedHashSet<>();
    for (String part : list.split(" ", -1)) {
      if (!part.isEmpty()) {
        scopes.add(new Scope(part));
      }
    }
    return Collections.unmodifiableSet(scopes);
  }

  /** The scopes in texts that others wrote, in their order, each once; the rest is left out. */
  public static Set<Scope> in(Collection<String> texts) {
    Set<Scope> scopes = new LinkedHashSet<>();
    for (String text : texts) {
      for (String part : text.split(" ", -1)) {
        if (wellFormed(part)) {
          scopes.add(new Scope(part));
        }
      }
    }
    return Collections.unmodifiableSet(scopes);
  }

  /** The space-separated form. */
  public static String join(Collection<Scope> scopes) {
    return scopes.stream().map(Scope::value).collect(Collectors.joining(" "));
  }

  /** {@code first} and then what only {@code second} has, in order. */
  public static Set<Scope> union(Collection<Scope> first, Collection<Scope> second) {
    Set<Scope> all = new LinkedHashSet<>(first);
    all.addAll(second);
    return Collections.unmodifiableSet(all);
  }

  /** {@code all} without {@code removed}, in order. */
  public static Set<Scope> without(Collection<Scope> all, Collection<Scope> removed) {
    Set<Scope> rest = new LinkedHashSet<>(all);
    rest.removeAll(removed);
    return Collections.unmodifiableSet(rest);
  }

  @Override
  public String toString() {
    return value;
  }
}
