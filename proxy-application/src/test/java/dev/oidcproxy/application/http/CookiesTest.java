package dev.oidcproxy.application.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.crypto.KeyMaterial;
import dev.oidcproxy.application.crypto.KeyUse;
import dev.oidcproxy.application.crypto.MessageMac;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CookiesTest {

  private static final Cookies SECURE = cookies(KeyUse.COOKIES, true);
  private static final Cookies PLAIN = cookies(KeyUse.COOKIES, false);
  private static final Duration AGE = Duration.ofMinutes(15);

  @Test
  void on_https_a_cookie_is_bound_to_the_host() {
    assertThat(SECURE.set("flow", "value", AGE))
        .startsWith("__Host-flow=value.")
        .endsWith("; Path=/; HttpOnly; SameSite=Lax; Max-Age=900; Secure");
    assertThat(SECURE.clear("flow"))
        .isEqualTo("__Host-flow=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
  }

  @Test
  void on_plain_http_it_is_not_marked_secure() {
    assertThat(PLAIN.set("flow", "value", AGE))
        .startsWith("__flow=value.")
        .doesNotContain("Secure");
  }

  @Test
  void what_was_set_is_read() {
    String pair = pair(SECURE.set("flow", "va.lue", AGE));
    assertThat(SECURE.read(with("x=y; " + pair + ";z"), "flow")).contains("va.lue");
    assertThat(SECURE.read(with("x=y", pair), "flow")).contains("va.lue");
    assertThat(SECURE.read(with(), "flow")).isEmpty();
  }

  @Test
  void a_cookie_that_we_did_not_make_does_not_exist() {
    String pair = pair(SECURE.set("flow", "value", AGE));
    for (String forged :
        List.of(
            "__Host-flow=value",
            "__Host-flow=value.",
            "__Host-flow=.",
            "__Host-flow=",
            "__Host-flow",
            pair.replace("=value.", "=valuf."),
            pair.replace("__Host-", ""),
            pair.replace("__Host-", "__Secure-"),
            pair.replace("__Host-flow", "__host-flow"))) {
      assertThat(SECURE.read(with(forged), "flow")).as(forged).isEmpty();
    }
    assertThat(cookies(KeyUse.SESSION_IDS, true).read(with(pair), "flow")).isEmpty();
    assertThat(PLAIN.read(with(pair), "flow")).isEmpty();
    assertThat(SECURE.read(with(pair(PLAIN.set("flow", "value", AGE))), "flow")).isEmpty();
  }

  @Test
  void no_cookie_can_stand_in_for_another() {
    String pair = pair(SECURE.set("flow-1", "value", AGE));
    assertThat(SECURE.read(with(pair.replace("flow-1", "flow-2")), "flow-2")).isEmpty();
    assertThat(SECURE.read(with(pair.replace("flow-1", "form")), "form")).isEmpty();
  }

  @Test
  void a_forged_cookie_before_it_does_not_hide_the_genuine_one() {
    String pair = pair(SECURE.set("flow", "value", AGE));
    assertThat(SECURE.read(with("__Host-flow=x.y; " + pair), "flow")).contains("value");
  }

  @Test
  void genuine_ones_are_found_by_prefix_in_the_browsers_order() {
    String header =
        pair(SECURE.set("flow-b", "2", AGE))
            + "; "
            + pair(SECURE.set("form", "3", AGE))
            + "; __Host-flow-c=forged.x; "
            + pair(SECURE.set("flow-a", "1", AGE));
    assertThat(SECURE.startingWith(with(header), "flow-"))
        .containsExactly(Map.entry("flow-b", "2"), Map.entry("flow-a", "1"));
  }

  @Property(tries = 300)
  void no_header_makes_reading_fail(@ForAll String header) {
    assertThat(SECURE.read(with(header), "flow")).isEmpty();
    assertThat(SECURE.read(with("__Host-flow=" + header), "flow")).isEmpty();
  }

  private static HttpRequest with(String... cookieHeaders) {
    Headers headers = Headers.none();
    for (String header : cookieHeaders) {
      headers = headers.with("Cookie", header);
    }
    return new HttpRequest("GET", "/", "", headers, new byte[0], "127.0.0.1", "request-1");
  }

  private static String pair(String setCookie) {
    return setCookie.split(";", 2)[0];
  }

  private static Cookies cookies(KeyUse use, boolean https) {
    Secret key = Secret.of("0123456789abcdef0123456789abcdef");
    return new Cookies(new MessageMac(KeyMaterial.of(List.of(key)), use), https);
  }
}
