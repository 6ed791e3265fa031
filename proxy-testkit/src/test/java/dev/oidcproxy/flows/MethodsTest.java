package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestProxy;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {

  private static final String DOCUMENT = "/.well-known/oauth-authorization-server";

  private final TestProxy proxy = TestProxy.simple();

  @Test
  void head_is_get_without_a_body() {
    HttpResponse head = proxy.send("HEAD", DOCUMENT, Map.of(), "");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().first("Content-Type")).contains("application/json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|/.well-known/oauth-authorization-server|GET, HEAD, OPTIONS",
        "DELETE|/.well-known/oauth-protected-resource/mcp|GET, HEAD, OPTIONS",
        "GET|/token|OPTIONS, POST",
        "GET|/register|OPTIONS, POST",
        "GET|/revoke|OPTIONS, POST",
        "PUT|/authorize|GET, POST",
        "OPTIONS|/consent|GET, POST",
        "POST|/auth/callback|GET",
        "HEAD|/auth/callback|GET"
      })
  void another_method_is_told_which_are_allowed(String method, String path, String allowed) {
    HttpResponse response = proxy.send(method, path, Map.of(), "");

    Answers.assertRefused(response, 405, "invalid_request");
    assertThat(response.headers().all("Allow")).containsExactly(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {DOCUMENT, "/token", "/authorize", "/nothing"})
  void every_answer_carries_the_id_of_its_request(String path) {
    assertThat(proxy.get(path).headers().all("X-Request-Id")).containsExactly("request-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/token", "/register", "/revoke", DOCUMENT})
  void a_preflight_needs_nothing_and_may_be_followed(String path) {
    HttpResponse response =
        proxy.send("OPTIONS", path, Map.of("Origin", "https://inspector.example"), "");

    assertThat(response.status()).isEqualTo(204);
    assertThat(response.headers().all("Access-Control-Allow-Origin")).containsExactly("*");
    assertThat(response.headers().first("Access-Control-Allow-Headers").orElseThrow())
        .contains("Authorization", "Content-Type", "Mcp-Protocol-Version");
    assertThat(response.headers().first("Access-Control-Allow-Credentials")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/authorize", "/consent", "/auth/callback"})
  void no_script_of_another_origin_reads_a_page(String path) {
    HttpResponse response = proxy.send("GET", path, Map.of("Origin", "https://evil.example"), "");

    assertThat(response.headers().first("Access-Control-Allow-Origin")).isEmpty();
  }

  @Tag("S25")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/token/",
        "/%74oken",
        "//token",
        "/x/../token",
        "/token;a=b",
        "/TOKEN"
      })
  void s25_no_other_spelling_of_a_path_is_ours(String path) {
    Answers.assertRefused(proxy.send("POST", path, Map.of(), ""), 404, "invalid_request");
  }
}
