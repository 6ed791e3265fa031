package dev.oidcproxy.domain.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUriTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example/callback",
        "https://app.example",
        "https://app.example:8443/cb?a=b&c",
        "http://127.0.0.1:33418/",
        "http://[::1]:6274/oauth/callback",
        "http://localhost:3000/cb",
        "cursor://anysphere.cursor-retrieval/oauth/user-1/callback",
        "com.example.app:/cb",
        "com.example.app:cb",
        "vscode://vscode.github-authentication/did-authenticate",
        "urn:ietf:wg:oauth:2.0:oob",
        "https://app.example/a.b/..c/d..",
        "https://app.example/cb?next=../x",
      })
  void what_honest_clients_register_is_accepted_as_it_is(String text) {
    assertThat(RedirectUri.parse(text)).map(RedirectUri::value).contains(text);
  }

  @Tag("S7")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "javascript://app.example/%0aalert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "javascript%3Aalert(1)",
        "data:text/html,x",
        "DATA:text/html;base64,eA==",
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        "vbscript:x",
        "VbScript:x",
        "blob:https://app.example/x",
        "about:blank",
        "view-source:https://app.example/",
        "jar:https://app.example/x!/y",
        "feed:javascript:alert(1)",
        "filesystem:https://app.example/x",
        "intent://app.example/",
        "ftp://app.example/",
      })
  void what_runs_code_or_reads_files_is_never_accepted(String text) {
    refused(text);
  }

  @Tag("S7")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app.example/cb",
        "/cb",
        "//app.example/cb",
        "https:",
        "https://",
        "https:/app.example/cb",
        "https:///app.example/cb",
        "https:app.example",
        "https://app.example/cb#",
        "https://app.example/cb#f",
        "https://app.example@evil.example/cb",
        "https://app.example:x@evil.example/cb",
        "https://@app.example/cb",
        "https://app.example%40evil.example/cb",
        "cursor://user@host/cb",
        "my-app://a_b@c_d/cb",
        "https://app.example\\@evil.example/cb",
        "https://app.example\\cb",
        "https://app.example%2f.evil.example/cb",
        "https://app.example%5c.evil.example/cb",
        "https://ex\u00e4mple.com/cb",
        "https://app\u3002example/cb",
        "https://app.example/\u202ecb",
        "https://app.example/c b",
        "https://app.example/c\nb",
        "https://app.example/c\u0000b",
        "https://app.example/<cb>",
        "https://app.example/\"cb",
        "https://app_1.example:99999999999/cb",
        "https://app.example:65536/cb",
        "https://app.example:-1/cb",
        "https://2130706433/cb",
        "https://0x7f.1/cb",
        "https://0X7f000001/cb",
        "https://127.1/cb",
        "https://*.example.com/cb",
        "http://localhost%00.evil.example/cb",
        "https://2130706433./cb",
        "https://0x7f000001./cb",
        "https://0177.0.0.1/cb",
        "https://127.0.0.010/cb",
        "https://0.0.0.0/cb",
        "https://[::]/cb",
        "https://[0:0:0:0:0:0:0:1]/cb",
        "https://[::ffff:127.0.0.1]/cb",
        "https://[::ffff:7f00:1]/cb",
        "https://[::127.0.0.1]/cb",
        "https://[::7f00:1]/cb",
        "https://[fe80::1%25lo]/cb",
        "https://app.example/cb%00",
        "https://app.example/cb%0d%0aSet-Cookie:x",
        "https://app.example/cb%2500",
        "https://app.example/cb?a=%0A",
        "com.example.app:/cb%7F",
      })
  void what_programs_read_in_different_ways_is_refused(String text) {
    refused(text);
  }

  @Tag("S7")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example/..",
        "https://app.example/.",
        "https://app.example/../x",
        "https://app.example/a/../b",
        "https://app.example/a/./b",
        "https://app.example/a/..;/b",
        "https://app.example/%2e%2e/b",
        "https://app.example/%2E./b",
        "https://app.example/.%2e",
        "https://app.example/%252e%252e/b",
        "https://app.example/%25252e%25252e/b",
        "https://app.example/a%2f..%2fb",
        "https://app.example/a%5c..%5cb",
        "https://app.example/a%252f%252e%252e%252fb",
        "https://app.example/%c0%ae%c0%ae/b",
        "https://app.example/%e0%80%ae%e0%80%ae/b",
        "https://app.example/..%c0%af",
        "https://app.example/%25c0%25ae/b",
        "com.example.app:/a/../b",
        "com.example.app:..",
        "cursor://host/a/%2e%2e/b",
      })
  void dot_segments_are_refused_in_every_encoding(String text) {
    refused(text);
  }

  @Test
  void a_uri_has_an_end() {
    String start = "https://app.example/";
    assertThat(RedirectUri.parse(start + "a".repeat(2048 - start.length()))).isPresent();
    assertThat(RedirectUri.parse(start + "a".repeat(2049 - start.length()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/cb",
        "http://LOCALHOST:1/cb",
        "http://localhost./cb",
        "http://app.localhost/cb",
        "http://127.0.0.1/cb",
        "http://127.255.0.9:8/cb",
        "http://[::1]:8/cb",
        "https://localhost/cb",
      })
  void loopback_is_the_whole_namespace(String text) {
    assertThat(new RedirectUri(text).isLoopback()).isTrue();
  }

  @Tag("S7")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost.evil.example/cb",
        "http://127.0.0.1.evil.example/cb",
        "http://notlocalhost/cb",
        "http://[2001:db8::1]/cb",
        "http://[::2]/cb",
        "http://128.0.0.1/cb",
        "http://0.0.0.0/cb",
        "localhost://localhost/cb",
      })
  void look_alikes_are_not_loopback(String text) {
    assertThat(RedirectUri.parse(text).filter(RedirectUri::isLoopback)).isEmpty();
  }

  @Tag("S8")
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/cb,           http://127.0.0.1:49152/cb",
    "http://127.0.0.1:1/cb,         http://127.0.0.1:2/cb",
    "http://localhost:1/cb,         http://localhost/cb",
    "http://[::1]:1/cb?a=b,         http://[::1]:2/cb?a=b",
    "http://localhost:80/x:80/80,   http://localhost:8/x:80/80",
  })
  void the_port_on_loopback_is_free(String registered, String requested) {
    assertThat(new RedirectUri(registered).permits(new RedirectUri(requested))).isTrue();
    assertThat(new RedirectUri(requested).permits(new RedirectUri(registered))).isTrue();
  }

  @Tag("S7")
  @Tag("S8")
  @ParameterizedTest
  @CsvSource({
    "http://localhost/cb,           http://127.0.0.1/cb",
    "http://127.0.0.1/cb,           http://127.0.0.2/cb",
    "http://127.0.0.1/cb,           http://[::1]/cb",
    "http://localhost/cb,           https://localhost/cb",
    "http://localhost/cb,           http://localhost:1/cb/",
    "http://localhost/cb,           http://localhost:1/CB",
    "http://localhost/cb,           http://localhost:1/cb?x",
    "http://localhost/cb,           http://localhost.evil.example/cb",
    "https://app.example/cb,        https://app.example:8443/cb",
    "https://app.example/cb,        https://app.example:443/cb",
    "https://app.example/cb,        https://APP.example/cb",
    "https://app.example/cb,        https://app.example/cb/",
    "https://app.example/cb,        https://app.example/cbx",
    "https://app.example/cb,        https://app.example.evil.example/cb",
    "https://app.example/c%62,      https://app.example/cb",
    "cursor://localhost:1/cb,       cursor://localhost:2/cb",
  })
  void everything_else_is_compared_byte_for_byte(String registered, String requested) {
    assertThat(new RedirectUri(registered).permits(new RedirectUri(requested))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080/cb?x=:8080,  http://localhost/cb?x=:8080",
    "http://[::1]:80/:80,               http://[::1]/:80",
    "http://127.0.0.1:27/127.0.0.1:27,  http://127.0.0.1/127.0.0.1:27",
    "http://localhost:0080/,            http://localhost/",
    "http://localhost/cb,               http://localhost/cb",
    "com.example.app:/cb,               com.example.app:/cb",
  })
  void without_its_port_a_uri_is_the_same_in_every_other_byte(String with, String without) {
    assertThat(new RedirectUri(with).withoutPort()).isEqualTo(without);
  }

  @Test
  void scheme_and_host_are_told_in_lower_case() {
    RedirectUri uri = new RedirectUri("HTTPS://App.EXAMPLE/CB");
    assertThat(uri.scheme()).isEqualTo("https");
    assertThat(uri.host()).contains("app.example");
    assertThat(uri.value()).isEqualTo("HTTPS://App.EXAMPLE/CB");
    assertThat(new RedirectUri("com.example.app:/cb").host()).isEmpty();
  }

  private static void refused(String text) {
    assertThat(RedirectUri.parse(text)).isEmpty();
    assertThatThrownBy(() -> new RedirectUri(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not an acceptable redirect URI");
  }
}
