package dev.oidcproxy.application.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.EgressProxy.Login;
import dev.oidcproxy.domain.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressProxyTest {

  @Test
  void without_the_key_there_is_none() {
    assertThat(Reading.minimal().settings().egressProxy()).isEmpty();
  }

  @Test
  void a_proxy_is_a_host_and_a_port_and_perhaps_a_login() {
    assertThat(read("http://proxy.example:3128"))
        .contains(new EgressProxy("proxy.example", 3128, Optional.empty()));
    assertThat(read("http://me:p%40ss+w%3Ard@proxy.example:3128/"))
        .contains(
            new EgressProxy(
                "proxy.example", 3128, Optional.of(new Login("me", Secret.of("p@ss+w:rd")))));
  }

  @Test
  void it_may_be_in_a_file(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("proxy"), "http://me:canary@proxy.example:3128\n");

    assertThat(
            Reading.minimal()
                .and("egress_proxy_file", file.toString())
                .settings()
                .egressProxy()
                .orElseThrow()
                .login()
                .orElseThrow()
                .password())
        .isEqualTo(Secret.of("canary"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.example:3128",
        "https://proxy.example:3128",
        "socks://proxy.example:1080",
        "http://proxy.example",
        "http://proxy.example:0",
        "http://proxy.example:70000",
        "http://canary@proxy.example:3128",
        "http://:canary@proxy.example:3128",
        "http://me:can ary@proxy.example:3128",
        "http://me:canary%zz@proxy.example:3128",
        "http://proxy.example:3128/path",
        "http://proxy.example:3128?q",
        "http://proxy.example:3128#f"
      })
  void anything_else_is_a_problem_that_repeats_nothing(String url) {
    assertThat(Reading.minimal().and("egress_proxy", url).problems())
        .singleElement()
        .asString()
        .startsWith("here: egress_proxy: must be http://host:port or ")
        .doesNotContain("canary", "can ary");
  }

  @Test
  void the_password_shows_nowhere() {
    assertThat(read("http://me:canary@proxy.example:3128").orElseThrow().toString())
        .doesNotContain("canary");
  }

  private static Optional<EgressProxy> read(String url) {
    return Reading.minimal().and("egress_proxy", url).settings().egressProxy();
  }
}
