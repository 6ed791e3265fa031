package dev.oidcproxy.domain.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Patterns against the rules written down a second time, without a regular expression. */
class RedirectPatternPropertyTest {

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "a.localhost");

  record Parts(String scheme, String host, Optional<String> port, String path) {
    String text() {
      return scheme + "://" + host + port.map(p -> ":" + p).orElse("") + path;
    }
  }

  @Property(tries = 3000)
  void a_pattern_matches_what_the_rules_say(
      @ForAll("patterns") Parts pattern, @ForAll("uris") Parts uri) {
    boolean actual =
        RedirectPattern.parse(pattern.text()).orElseThrow().matches(new RedirectUri(uri.text()));
    assertThat(actual).as("%s, %s", pattern.text(), uri.text()).isEqualTo(expected(pattern, uri));
  }

  @Property(tries = 1000)
  void no_text_makes_parsing_or_matching_fail(@ForAll String text, @ForAll("uris") Parts uri) {
    RedirectUri redirect = new RedirectUri(uri.text());
    RedirectPattern.parse(text).ifPresent(pattern -> pattern.matches(redirect));
    RedirectPattern.parse("https://" + text).ifPresent(pattern -> pattern.matches(redirect));
  }

  private static boolean expected(Parts pattern, Parts uri) {
    return pattern.scheme().equals(uri.scheme())
        && host(pattern.host(), uri.host())
        && port(pattern, uri)
        && (pattern.path().length() < 2
            || glob(pattern.path(), uri.path().replaceFirst("[?].*", "")));
  }

  private static boolean host(String pattern, String host) {
    if (!pattern.startsWith("*.")) {
      return pattern.equals(host);
    }
    int dot = host.indexOf('.');
    return dot > 0
        && (host.substring(dot + 1).equals(pattern.substring(2))
            || host(pattern, host.substring(dot + 1)));
  }

  private static boolean port(Parts pattern, Parts uri) {
    String standard = uri.scheme().equals("https") ? "443" : "80";
    return pattern.port().equals(Optional.of("*"))
        || (pattern.port().isEmpty() && LOOPBACK.contains(uri.host()))
        || pattern.port().orElse(standard).equals(uri.port().orElse(standard));
  }

  /** Tries every length that a star may stand for. */
  private static boolean glob(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    if (pattern.charAt(0) != '*') {
      return !text.isEmpty()
          && pattern.charAt(0) == text.charAt(0)
          && glob(pattern.substring(1), text.substring(1));
    }
    for (int taken = 0; taken <= text.length(); taken++) {
      if (glob(pattern.substring(1), text.substring(taken))) {
        return true;
      }
    }
    return false;
  }

  @Provide
  Arbitrary<Parts> patterns() {
    return parts(
        Arbitraries.of(
            "example.com", "*.example.com", "*.com", "localhost", "*.localhost", "127.0.0.1"),
        Arbitraries.of("*", "80", "443", "8080").optional(),
        Arbitraries.strings().withChars("ab/*").ofMaxLength(5));
  }

  @Provide
  Arbitrary<Parts> uris() {
    return parts(
        Arbitraries.of(
            "example.com",
            "a.example.com",
            "a.b.example.com",
            "evilexample.com",
            "localhost",
            "a.localhost",
            "127.0.0.1"),
        Arbitraries.of("80", "443", "8080").optional(),
        Arbitraries.strings().withChars("ab/?").ofMaxLength(5));
  }

  private static Arbitrary<Parts> parts(
      Arbitrary<String> hosts, Arbitrary<Optional<String>> ports, Arbitrary<String> paths) {
    return Combinators.combine(Arbitraries.of("https", "http"), hosts, ports, paths)
        .as((scheme, host, port, path) ->
            new Parts(scheme, host, port, path.isEmpty() ? "" : "/" + path));
  }
}
