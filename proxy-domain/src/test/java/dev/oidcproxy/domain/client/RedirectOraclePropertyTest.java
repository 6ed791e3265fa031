package dev.oidcproxy.domain.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.statistics.Statistics;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIBuilder;

/**
 * What we accept must be one place to every reader: Java, Apache's client and a browser. Text that
 * they read in different ways is refused (attack S7).
 */
@Tag("S7")
class RedirectOraclePropertyTest {

  private static final Set<String> WEB = Set.of("https", "http");

  @Property(tries = 20_000, seed = "7")
  void an_accepted_uri_leads_java_apache_and_a_browser_to_the_same_host(
      @ForAll("tricky") String text) throws Exception {
    Optional<RedirectUri> accepted = RedirectUri.parse(text);
    boolean web = accepted.filter(u -> WEB.contains(u.scheme())).isPresent();
    Statistics.label("accepted on the web")
        .collect(web)
        .coverage(c -> c.check(true).percentage(p -> p > 1));
    if (web) {
      leadsToOnePlace(text, accepted.get());
    }
  }

  @Property(tries = 5000, seed = "7")
  void what_is_no_web_address_to_us_is_none_to_a_browser(@ForAll("tricky") String text) {
    RedirectUri.parse(text)
        .filter(RedirectUri::isCustomScheme)
        .ifPresent(uri -> {
          BrowserUrl browser = BrowserUrl.parse(text).orElseThrow();
          assertThat(browser.web()).as(text).isFalse();
          assertThat(browser.scheme()).isEqualTo(uri.scheme());
        });
  }

  @Property(tries = 10_000, seed = "7")
  void what_a_registered_uri_permits_is_the_same_place_but_for_a_loopback_port(
      @ForAll("webUris") String one, @ForAll("webUris") String other) {
    RedirectUri registered = new RedirectUri(one);
    RedirectUri requested = new RedirectUri(other);
    boolean permitted = registered.permits(requested);
    Statistics.label("permitted")
        .collect(permitted)
        .coverage(c -> c.check(true).percentage(p -> p > 0.2));
    if (permitted) {
      BrowserUrl a = BrowserUrl.parse(one).orElseThrow();
      BrowserUrl b = BrowserUrl.parse(other).orElseThrow();
      assertThat(b.scheme()).isEqualTo(a.scheme());
      assertThat(b.host()).isEqualTo(a.host());
      assertThat(b.path()).isEqualTo(a.path());
      assertThat(b.port() == a.port() || isLoopback(b.host().orElseThrow())).isTrue();
    }
  }

  @Property(tries = 10_000, seed = "7")
  void only_the_machine_itself_is_loopback(@ForAll("tricky") String text) {
    RedirectUri.parse(text)
        .filter(uri -> WEB.contains(uri.scheme()))
        .ifPresent(uri ->
            assertThat(uri.isLoopback())
                .as(text)
                .isEqualTo(isLoopback(BrowserUrl.parse(text).orElseThrow().host().orElseThrow())));
  }

  @Property(tries = 10_000, seed = "7")
  void a_pattern_lets_through_only_what_a_browser_takes_to_its_host(
      @ForAll("patterns") String pattern, @ForAll("webUris") String text) {
    boolean matches = RedirectPattern.parse(pattern).orElseThrow().matches(new RedirectUri(text));
    Statistics.label("matched")
        .collect(matches)
        .coverage(c -> c.check(true).percentage(p -> p > 1));
    if (matches) {
      String host = BrowserUrl.parse(text).orElseThrow().host().orElseThrow();
      String named = pattern.replaceFirst("^[a-z]+://(?:[*][.])?([^/:]+).*$", "$1");
      assertThat(pattern.contains("*.") ? host.endsWith("." + named) : host.equals(named))
          .as("%s, %s", pattern, text)
          .isTrue();
    }
  }

  private static void leadsToOnePlace(String text, RedirectUri accepted) throws Exception {
    BrowserUrl browser = BrowserUrl.parse(text).orElseThrow(() -> new AssertionError(text));
    URI java = URI.create(text);
    assertThat(browser.credentials()).as(text).isFalse();
    assertThat(browser.scheme()).as(text).isEqualTo(accepted.scheme());
    assertThat(browser.host()).as(text).contains(spelt(java.getHost()));
    assertThat(browser.host()).as(text).contains(spelt(accepted.host().orElseThrow()));
    assertThat(browser.port()).as(text).isEqualTo(port(accepted.scheme(), java.getPort()));
    assertThat(browser.path())
        .as(text)
        .isEqualTo(java.getRawPath().isEmpty() ? "/" : java.getRawPath());
    URIBuilder apache = new URIBuilder(text);
    assertThat(browser.host()).as(text).contains(spelt(apache.getHost()));
    assertThat(browser.port()).as(text).isEqualTo(port(accepted.scheme(), apache.getPort()));
    HttpHost connected = HttpHost.create(text.replaceFirst("^([^:]+://[^/?]*).*$", "$1"));
    assertThat(browser.host()).as(text).contains(spelt(connected.getHostName()));
  }

  private static int port(String scheme, int given) {
    return given >= 0 ? given : scheme.equals("https") ? 443 : 80;
  }

  /** Lower case, and IPv6 in the oracle's own spelling. */
  private static String spelt(String host) {
    String bare = host.replaceAll("[\\[\\]]", "");
    return bare.contains(":")
        ? BrowserUrl.parse("http://[" + bare + "]/").orElseThrow().host().orElseThrow()
        : bare.toLowerCase(Locale.ROOT);
  }

  private static boolean isLoopback(String host) {
    return host.matches("(.*\\.)?localhost\\.?|127(\\.\\d+){3}|\\[0:0:0:0:0:0:0:1\\]");
  }

  @Provide
  Arbitrary<String> tricky() {
    Arbitrary<String> authority =
        Arbitraries.of(AUTHORITY)
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(list -> String.join("", list));
    Arbitrary<String> path =
        Arbitraries.of(PATH).list().ofMaxSize(4).map(list -> String.join("", list));
    Arbitrary<String> start = Arbitraries.of(START);
    return Combinators.combine(start, Arbitraries.oneOf(Arbitraries.of(HOSTS), authority), path)
        .as((s, a, p) -> s + a + p);
  }

  @Provide
  Arbitrary<String> webUris() {
    Arbitrary<String> ports = Arbitraries.of("", ":", ":80", ":443", ":8080", ":08080");
    return Combinators.combine(
            Arbitraries.of("https://", "http://"),
            Arbitraries.of(
                "app.example.com",
                "App.Example.com",
                "app.example.com.",
                "a.b.example.com",
                "example.com.evil.example",
                "evilexample.com",
                "localhost",
                "localhost.",
                "127.0.0.1",
                "[::1]",
                "x.localhost",
                "localhost.evil"),
            ports,
            Arbitraries.of("", "/", "/cb", "/cb?a=b", "/app.example.com", "/:80/cb"))
        .as((scheme, host, port, path) -> scheme + host + port + path);
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of(
        "https://app.example.com",
        "https://*.example.com",
        "https://*.example.com:*/*",
        "http://localhost",
        "http://*.localhost:8080/cb",
        "https://localhost:*/*cb*");
  }

  private static final List<String> START =
      List.of(
          "https://",
          "https://",
          "https://",
          "http://",
          "https:",
          "https:/",
          "https:///",
          "HTTPS://",
          "https:\\\\",
          "ftp://",
          "ws://",
          "cursor://",
          "com.app:",
          "ht\ttps://",
          " https://",
          "//");

  private static final List<String> HOSTS =
      List.of(
          "2130706433",
          "2130706433.",
          "0x7f000001",
          "0X7F.1.",
          "0177.0.0.1",
          "127.1",
          "127.0.0.010",
          "127.0.0.1.",
          "1.2.3.4",
          "1.2.3.04",
          "0.0.0.0",
          "256.1.1.1",
          "1.0x7f",
          "a.0x7f",
          "a.1",
          "[::1]",
          "[0:0:0:0:0:0:0:1]",
          "[::ffff:127.0.0.1]",
          "[::ffff:7f00:1]",
          "[::7f00:1]",
          "[::]",
          "[fe80::1%25lo]",
          "[fe80::1%lo]",
          "[2001:db8::A]",
          "[1.2.3.4]",
          "xn--80ak6aa92e.com",
          "ex\u00e4mple.com",
          "app\u3002example",
          "localhost.evil",
          "localhost%00.evil");

  private static final List<String> AUTHORITY =
      List.of(
          "app.example",
          "app.example",
          "localhost",
          "127.0.0.1",
          "evil.example",
          ".",
          ":",
          ":80",
          ":443",
          ":65536",
          ":0x50",
          "@",
          "%40",
          "%2f",
          "%5c",
          "%2e",
          "\\",
          "user",
          ";",
          "_",
          "-",
          "\t",
          "\n",
          "[",
          "]",
          "*",
          "\uff0f",
          "\u2024",
          "1",
          "0x7f");

  private static final List<String> PATH =
      List.of(
          "/",
          "/",
          "/cb",
          "//",
          "\\",
          "..",
          ".",
          "%2e",
          "%2E%2e",
          "%252e",
          "%2f",
          "%5C",
          "%c0%ae",
          ";",
          "?",
          "#",
          "@evil.example",
          "%00",
          "%0d%0a",
          "\r",
          "a",
          ":80",
          "%",
          "%zz",
          "'",
          "\"");
}
