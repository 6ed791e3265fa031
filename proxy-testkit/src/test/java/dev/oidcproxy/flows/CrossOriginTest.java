package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.ProxySettings.AllowedOrigins;
import dev.oidcproxy.application.gateway.CrossOrigin;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossOriginTest {

  private final CrossOrigin strict =
      new CrossOrigin(new AllowedOrigins(Set.of("https://proxy.example"), false));
  private final CrossOrigin local =
      new CrossOrigin(new AllowedOrigins(Set.of("http://127.0.0.1:8000"), true));

  @Test
  void programs_send_no_origin_and_pass() {
    assertThat(strict.refusal(Optional.empty())).isEmpty();
    assertThat(strict.refusal(Optional.of("https://proxy.example"))).isEmpty();
  }

  @Tag("S34")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "https://proxy.example.evil.example",
        "https://proxy.example:444",
        "http://proxy.example",
        "null",
        "",
        "http://localhost:3000"
      })
  void s34_a_foreign_origin_is_refused(String origin) {
    var refusal = strict.refusal(Optional.of(origin)).orElseThrow();

    Answers.assertRefused(refusal, 403, "access_denied");
    assertThat(refusal.headers().first("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost",
        "http://localhost:6274",
        "https://127.0.0.1:1",
        "http://[::1]:9"
      })
  void on_loopback_every_loopback_origin_may_call(String origin) {
    assertThat(local.refusal(Optional.of(origin))).isEmpty();
  }

  @Tag("S34")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://evil.example/localhost",
        "http://localhost:80:80",
        "http://localhost:6274\nx"
      })
  void s34_what_only_looks_like_loopback_is_refused(String origin) {
    assertThat(local.refusal(Optional.of(origin))).isPresent();
  }

  @Test
  void a_script_may_send_and_read_what_mcp_needs() {
    var preflight = strict.preflight("https://proxy.example");

    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.headers().first("Access-Control-Allow-Headers").orElseThrow())
        .contains("Authorization", "Mcp-Session-Id", "Mcp-Protocol-Version", "Mcp-Method");
    assertThat(preflight.headers().all("Access-Control-Allow-Origin"))
        .containsExactly("https://proxy.example");
    assertThat(preflight.headers().all("Vary")).containsExactly("Origin");
    assertThat(preflight.headers().first("Access-Control-Expose-Headers").orElseThrow())
        .contains("WWW-Authenticate", "Mcp-Session-Id", "Mcp-Protocol-Version", "Retry-After");
  }
}
