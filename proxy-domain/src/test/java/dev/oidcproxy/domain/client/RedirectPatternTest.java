package dev.oidcproxy.domain.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectPatternTest {

  @ParameterizedTest
  @CsvSource({
    "https://app.example/cb,          https://app.example/cb",
    "HTTPS://App.Example/cb,          https://app.example/cb",
    "https://app.example/cb,          HTTPS://APP.EXAMPLE/cb",
    "https://app.example:443/cb,      https://app.example/cb",
    "https://app.example/cb,          https://app.example:443/cb",
    "https://*.example.com/cb,        https://a.example.com/cb",
    "https://*.example.com/cb,        https://a.b.c.example.com/cb",
    "https://app.example:*/cb,        https://app.example:8443/cb",
    "https://app.example:*/cb,        https://app.example/cb",
    "https://app.example,             https://app.example/any/path?and=query",
    "https://app.example/,            https://app.example/any/path",
    "https://app.example/*,           https://app.example/a/b/c",
    "https://app.example/a*c,         https://app.example/a/b/c",
    "https://app.example/*/cb,        https://app.example/one/two/cb",
    "https://app.example/cb,          https://app.example/cb?state=x",
    "http://localhost,                http://localhost:49152/cb",
    "http://localhost/cb,             http://localhost:49152/cb",
    "http://127.0.0.1:*,              http://127.0.0.1:1/",
    "http://[::1],                    http://[::1]:4/cb",
    "http://localhost:3000,           http://localhost:3000/cb",
    "cursor://host/*,                 cursor://host/oauth/callback",
    "cursor://my_host/cb,             cursor://my_host/cb",
    "com.example.app:/cb,             com.example.app:/cb",
    "com.example.app:cb,              com.example.app:cb",
    "com.example.app:*,               com.example.app:cb",
  })
  void a_pattern_matches_component_by_component(String pattern, String uri) {
    assertThat(matches(pattern, uri)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example/cb,          http://app.example/cb",
    "https://app.example/cb,          https://app.example/CB",
    "https://app.example/cb,          https://app.example/cb/",
    "https://app.example/cb,          https://app.example/cbx",
    "https://app.example/cb,          https://app.example:8443/cb",
    "https://app.example/cb,          https://app.example.evil.example/cb",
    "https://app.example,             https://app.example.evil.example/",
    "https://*.example.com/cb,        https://example.com/cb",
    "https://*.example.com/cb,        https://evilexample.com/cb",
    "https://*.example.com/cb,        https://a.example.com.evil.example/cb",
    "https://*.example.com/cb,        https://evil.example/a.example.com/cb",
    "https://app.example/*/cb,        https://app.example/x?y=/cb",
    "https://app.example/a.c,         https://app.example/abc",
    "https://app.example/a(b|c),      https://app.example/ab",
    "http://localhost,                http://127.0.0.1/cb",
    "http://localhost,                http://localhost.evil.example/cb",
    "http://localhost:3000,           http://localhost:3001/cb",
    "http://localhost:3000,           http://localhost/cb",
    "cursor://host/*,                 cursor://other/oauth",
    "cursor:///cb,                    cursor://my_host/cb",
    "com.example.app:/cb,             com.example.app://host/cb",
    "com.example.app:/cb,             com.example.app:cb",
  })
  void and_nothing_beyond(String pattern, String uri) {
    assertThat(matches(pattern, uri)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "app.example/cb",
        "//app.example/cb",
        "*://app.example/cb",
        "https://app.example/cb?x",
        "https://app.example/cb#x",
        "https://user@app.example/cb",
        "https://app.example\\cb",
        "https://app.example:99999999999/cb",
        "https://app.example:8*/cb",
        "https://*",
        "https://a.*.example/cb",
        "https://*app.example/cb",
        "https://**.example.com/cb",
      })
  void what_could_never_match_is_no_pattern(String text) {
    assertThat(RedirectPattern.parse(text)).isEmpty();
  }

  private static boolean matches(String pattern, String uri) {
    return RedirectPattern.parse(pattern).orElseThrow().matches(new RedirectUri(uri));
  }
}
