package dev.oidcproxy.distribution.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.distribution.administration.AdministeredProxy.Outcome;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands never print. */
class AdminOutputTest {

  /** A person whose name would clear the screen and turn the text around. */
  private static final Identity HOSTILE =
      new Identity(
          FakeIdentityProvider.ISSUER,
          "hostile\u001b[2J",
          Optional.of("\u001b]0;title\u0007"),
          Optional.empty(),
          Optional.of("\u202egpj@example.com\u009b2J"),
          false,
          List.of());

  @TempDir Path folder;

  private AdministeredProxy administered;
  private TestClient client;

  @BeforeEach
  void start() throws IOException {
    administered = new AdministeredProxy(TestProxy.simple(), folder);
    client = TestClient.register(administered.proxy());
  }

  @AfterEach
  void stop() {
    administered.close();
  }

  @Test
  void a_strangers_name_does_not_steer_the_terminal() {
    String location = client.answer(administered.proxy().browser(), Map.of(), HOSTILE);
    client.redeem(FormText.query(location).get("code"));

    for (String option : List.of("--limit=9", "--json")) {
      assertThat(administered.command("grants", "list", option).out())
          .contains("hostile")
          .doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
    }
  }

  @Tag("S32")
  @Test
  void s32_no_output_has_a_token_or_a_secret() throws IOException {
    Tokens tokens = client.signIn();
    String code = client.code();
    String token = Files.readString(administered.tokenFile()).strip();
    StringBuilder all = new StringBuilder();
    for (String command :
        List.of(
            "clients list --json",
            "clients show " + client.id(),
            "grants list",
            "grants list --json",
            "keys reseal --json",
            "grants revoke --user alice --json",
            "clients revoke " + client.id() + " --json")) {
      Outcome outcome = administered.command(command.split(" "));
      assertThat(outcome.exitCode()).isZero();
      all.append(outcome.out()).append(outcome.err());
    }

    assertThat(all).doesNotContain("canary", code, tokens.access(), tokens.refreshToken(), token);
    assertThat(administered.proxy().world().events().toString()).doesNotContain(token);
  }
}
