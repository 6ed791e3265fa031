package dev.oidcproxy.domain.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

class RedirectUriPropertyTest {

  private static final Set<String> NEVER = Set.of("javascript", "data", "file", "vbscript");

  @Property(tries = 2000)
  void what_is_accepted_means_the_same_to_every_reader(@ForAll("almostUris") String text) {
    RedirectUri.parse(text).ifPresent(RedirectUriPropertyTest::isPlain);
  }

  @Property(tries = 2000)
  void no_text_at_all_makes_parsing_fail(@ForAll String text) {
    RedirectUri.parse(text).ifPresent(RedirectUriPropertyTest::isPlain);
  }

  @Property(tries = 500)
  void no_spelling_of_a_dangerous_scheme_is_accepted(
      @ForAll("dangerous") String scheme, @ForAll("almostUris") String rest) {
    assertThat(RedirectUri.parse(scheme + ":" + rest)).isEmpty();
    assertThat(RedirectUri.parse(scheme + "://" + rest)).isEmpty();
  }

  @Tag("S8")
  @Property(tries = 500)
  void on_loopback_only_the_port_is_free(
      @ForAll("loopback") String one,
      @ForAll("loopback") String other,
      @ForAll @IntRange(max = 65535) int port,
      @ForAll("paths") String path) {
    RedirectUri registered = new RedirectUri("http://" + one + path);
    RedirectUri requested = new RedirectUri("http://" + other + ":" + port + path);
    assertThat(registered.permits(requested)).isEqualTo(one.equals(other));
    assertThat(requested.withoutPort()).isEqualTo("http://" + other + path);
  }

  @Property(tries = 500)
  void elsewhere_a_uri_permits_itself_alone(
      @ForAll("elsewhere") String one, @ForAll("elsewhere") String other) {
    RedirectUri registered = new RedirectUri(one);
    assertThat(registered.permits(new RedirectUri(other))).isEqualTo(one.equals(other));
    assertThat(registered.permits(new RedirectUri(one))).isTrue();
  }

  private static void isPlain(RedirectUri accepted) {
    URI uri = URI.create(accepted.value());
    assertThat(uri).hasToString(accepted.value());
    assertThat(uri.isAbsolute()).isTrue();
    assertThat(accepted.scheme()).isEqualTo(uri.getScheme().toLowerCase(Locale.ROOT));
    assertThat(NEVER).doesNotContain(accepted.scheme());
    assertThat(accepted.value()).doesNotContain("#", "\\", " ", "\"", "<", ">");
    assertThat(accepted.value()).isASCII();
    if (accepted.isHttps() || accepted.isLoopback()) {
      assertThat(accepted.host()).contains(uri.getHost().toLowerCase(Locale.ROOT));
      assertThat(accepted.value().toLowerCase(Locale.ROOT))
          .startsWith(accepted.scheme() + "://" + accepted.host().orElseThrow());
      assertThat(uri.getRawAuthority()).doesNotContain("@", "%");
      assertThat(uri.normalize().getRawPath()).isEqualTo(collapsed(uri.getRawPath()));
    }
    assertThat(accepted.value().getBytes(StandardCharsets.US_ASCII).length).isLessThan(2049);
  }

  /** {@link URI#normalize} also joins slashes, which is no dot segment. */
  private static String collapsed(String path) {
    return path.replaceAll("/+", "/");
  }

  @Provide
  Arbitrary<String> almostUris() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "https",
            "http",
            "cursor",
            "com.example:",
            ":",
            "://",
            "/",
            "//",
            "app.example",
            "localhost",
            "127.0.0.1",
            "[::1]",
            "@",
            ":80",
            ":8443",
            "#",
            "?",
            "&",
            "=",
            "%2e",
            "%252e",
            "%2f",
            "%5c",
            "..",
            ".",
            ";",
            "\\",
            "\t",
            "\u00e4",
            "%",
            "x",
            "_",
            "*");
    Arbitrary<String> soup = parts.list().ofMaxSize(8).map(list -> String.join("", list));
    Arbitrary<String> nearly =
        Combinators.combine(
                Arbitraries.of("https://app.example", "http://localhost", "cursor://host", "a.b:"),
                parts.list().ofMaxSize(6).map(list -> String.join("", list)))
            .as((start, rest) -> start + "/" + rest);
    return Arbitraries.oneOf(soup, nearly);
  }

  @Provide
  Arbitrary<String> dangerous() {
    return Arbitraries.of(NEVER)
        .flatMap(scheme ->
            Arbitraries.integers()
                .between(0, (1 << scheme.length()) - 1)
                .map(upper -> mixed(scheme, upper)));
  }

  private static String mixed(String scheme, int upper) {
    StringBuilder mixed = new StringBuilder();
    for (int i = 0; i < scheme.length(); i++) {
      char c = scheme.charAt(i);
      mixed.append((upper >> i & 1) == 1 ? Character.toUpperCase(c) : c);
    }
    return mixed.toString();
  }

  @Provide
  Arbitrary<String> elsewhere() {
    Arbitrary<String> origins =
        Arbitraries.of("https://app.example", "https://app.example:1", "cursor://localhost:1");
    return Combinators.combine(origins, paths()).as(String::concat);
  }

  @Provide
  Arbitrary<String> loopback() {
    return Arbitraries.of("localhost", "127.0.0.1", "127.0.0.2", "[::1]", "app.localhost");
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings().withChars("ab/:0?&=").ofMaxLength(8).map(rest -> "/" + rest);
  }
}
