package dev.oidcproxy.domain.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RedirectPolicyTest {

  private static final RedirectPolicy OPEN = RedirectPolicy.registeredOnly();
  private static final RedirectPolicy NARROWED =
      new RedirectPolicy(Clients.patterns("https://*.example.com", "http://localhost"));

  private final Client app =
      Clients.of(
          "https://app.example.com/cb", "https://elsewhere.example/cb", "http://localhost/cb");

  @Test
  void without_patterns_a_client_may_be_sent_where_it_registered() {
    assertThat(OPEN.match(app, "https://elsewhere.example/cb")).isPresent();
    assertThat(OPEN.match(app, "http://localhost:8123/cb")).isPresent();
    assertThat(OPEN.match(app, "https://elsewhere.example/other")).isEmpty();
    assertThat(OPEN.match(app, "not a uri")).isEmpty();
    assertThat(OPEN.match(app, "")).isEmpty();
  }

  @Test
  void patterns_narrow_what_was_registered_before_them() {
    assertThat(NARROWED.match(app, "https://app.example.com/cb")).isPresent();
    assertThat(NARROWED.match(app, "http://localhost:8123/cb")).isPresent();
    assertThat(NARROWED.match(app, "https://elsewhere.example/cb")).isEmpty();
  }

  @Test
  void patterns_never_widen() {
    assertThat(NARROWED.match(app, "https://other.example.com/cb")).isEmpty();
  }

  @Test
  void no_pattern_at_all_is_no_redirect_at_all() {
    RedirectPolicy closed = new RedirectPolicy(Optional.of(List.of()));
    assertThat(closed.match(app, "https://app.example.com/cb")).isEmpty();
    assertThat(closed.only(Clients.of("https://app.example.com/cb"))).isEmpty();
  }

  @Test
  void the_application_type_is_judged_on_each_request() {
    Client web =
        Clients.of(ApplicationType.WEB, Set.of(), "https://app.example/cb", "http://localhost/cb");
    assertThat(OPEN.match(web, "https://app.example/cb")).isPresent();
    assertThat(OPEN.match(web, "http://localhost/cb")).isEmpty();
    Client plain = Clients.of("http://app.example/cb");
    assertThat(OPEN.match(plain, "http://app.example/cb")).isEmpty();
  }

  @Test
  void a_request_without_redirect_uri_means_the_only_one() {
    assertThat(OPEN.only(Clients.of("https://app.example/cb")))
        .map(RedirectUri::value)
        .contains("https://app.example/cb");
    assertThat(OPEN.only(app)).isEmpty();
    assertThat(NARROWED.only(Clients.of("https://elsewhere.example/cb"))).isEmpty();
    assertThat(OPEN.only(Clients.of("http://127.0.0.1:8123/cb"))).isPresent();
    assertThat(OPEN.only(Clients.of("http://127.0.0.1/cb"))).isEmpty();
  }

  @Test
  void a_web_client_is_answered_on_https_and_other_hosts_only() {
    allowed(ApplicationType.WEB, "https://app.example/cb", true);
    for (String uri :
        new String[] {
          "http://app.example/cb",
          "https://localhost/cb",
          "https://127.0.0.1/cb",
          "http://localhost/cb",
          "cursor://x/cb"
        }) {
      allowed(ApplicationType.WEB, uri, false);
    }
  }

  @Test
  void a_native_client_also_on_loopback_and_its_own_schemes() {
    for (String uri :
        new String[] {
          "https://app.example/cb",
          "http://127.0.0.1:1/",
          "http://[::1]/",
          "cursor://x/cb",
          "a.b:/cb"
        }) {
      allowed(ApplicationType.NATIVE, uri, true);
    }
    for (String uri :
        new String[] {
          "http://app.example/cb", "http://localhost.evil.example/", "http://[2001:db8::1]/cb"
        }) {
      allowed(ApplicationType.NATIVE, uri, false);
    }
  }

  private static void allowed(ApplicationType type, String uri, boolean expected) {
    assertThat(OPEN.allows(new RedirectUri(uri), type)).as(uri).isEqualTo(expected);
  }
}
