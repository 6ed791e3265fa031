package dev.oidcproxy.distribution.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.Json;
import dev.oidcproxy.distribution.administration.AdministeredProxy.Outcome;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminCommandsTest {

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

  private static Map<String, Object> json(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return Json.readObject(outcome.out().getBytes(StandardCharsets.UTF_8));
  }

  private static Map<?, ?> only(Map<String, Object> answer, String member) {
    assertThat((List<?>) answer.get(member)).hasSize(1);
    return (Map<?, ?>) ((List<?>) answer.get(member)).getFirst();
  }

  private boolean alive(Tokens tokens) {
    return client.refresh(tokens.refreshToken()).status() == 200;
  }

  @Test
  void clients_are_listed_shown_revoked_and_unblocked() {
    Tokens tokens = client.signIn();
    Outcome list = administered.command("clients", "list");
    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).contains("NAME", "A client", "registered", client.id());
    assertThat(administered.command("clients", "show", client.id()).out())
        .contains("redirect_uris", "http://127.0.0.1/callback");

    Outcome revoked = administered.command("clients", "revoke", client.id());

    assertThat(revoked.exitCode()).isZero();
    assertThat(revoked.out()).startsWith("blocked " + client.id()).contains("revoked 1 grant\n");
    assertThat(alive(tokens)).isFalse();
    assertThat(administered.command("clients", "list").out()).contains("blocked");
    assertThat(administered.command("clients", "unblock", client.id()).out())
        .isEqualToIgnoringNewLines("unblocked " + client.id());
    assertThat(alive(client.signIn())).isTrue();
  }

  @Test
  void the_json_of_clients_keeps_its_fields() {
    Map<String, Object> list = json(administered.command("clients", "list", "--json"));

    assertThat(list.keySet()).containsExactly("clients", "truncated");
    assertThat(only(list, "clients").keySet())
        .map(Object::toString)
        .containsExactly(
            "client_id",
            "blocked",
            "origin",
            "name",
            "redirect_uris",
            "scope",
            "confidential",
            "registered_at",
            "unused_until");
    assertThat(json(administered.command("clients", "revoke", client.id(), "--json")).keySet())
        .containsExactly("client_id", "blocked", "revoked", "grants");
  }

  @Test
  void grants_are_listed_shown_and_revoked_by_user() {
    Tokens tokens = client.signIn();
    assertThat(administered.command("grants", "list").out())
        .contains("GRANT", "alice", "alice@example.com", client.id());
    Map<?, ?> grant = only(json(administered.command("grants", "list", "--json")), "grants");
    assertThat(grant.keySet())
        .map(Object::toString)
        .containsExactly(
            "grant_id",
            "client_id",
            "subject",
            "name",
            "preferred_username",
            "email",
            "scope",
            "resource",
            "active",
            "created_at",
            "provider_tokens_at",
            "expires_at");
    assertThat(administered.command("grants", "show", (String) grant.get("grant_id")).out())
        .contains("provider_tokens_at");

    Outcome revoked = administered.command("grants", "revoke", "--user", "alice");

    assertThat(revoked.exitCode()).isZero();
    assertThat(revoked.out()).startsWith("revoked 1 grant\n");
    assertThat(alive(tokens)).isFalse();
    assertThat(administered.command("grants", "list").out()).isEqualToIgnoringNewLines("no grants");
  }

  @Test
  void grants_are_revoked_by_id_by_client_and_by_time() {
    Tokens tokens = client.signIn();
    Map<?, ?> grant = only(json(administered.command("grants", "list", "--json")), "grants");
    assertThat(administered.command("grants", "revoke", "--all-before", "2000-01-01").out())
        .isEqualToIgnoringNewLines("revoked 0 grants");
    assertThat(
            administered
                .command("grants", "revoke", "--client", client.id(), "--all-before", "2000-01-01")
                .out())
        .isEqualToIgnoringNewLines("revoked 0 grants");
    assertThat(alive(tokens)).isTrue();

    String id = (String) grant.get("grant_id");
    assertThat(json(administered.command("grants", "revoke", id, "--json")))
        .containsEntry("revoked", 1);
    client.signIn();
    assertThat(json(administered.command("grants", "revoke", "--client", client.id(), "--json")))
        .containsEntry("revoked", 1);
    client.signIn();
    assertThat(
            json(
                administered.command(
                    "grants", "revoke", "--all-before", "2999-01-01T00:00:00Z", "--json")))
        .containsEntry("revoked", 1);
  }

  @Test
  void lists_have_a_limit_and_say_so() {
    TestClient.register(administered.proxy(), TestClient.WEB);

    Outcome list = administered.command("clients", "list", "--limit", "1");

    assertThat(list.out()).contains("... and more");
    assertThat(json(administered.command("clients", "list", "--limit", "1", "--json")))
        .containsEntry("truncated", true);
  }

  @Test
  void everything_is_sealed_anew() {
    Tokens tokens = client.signIn();
    Outcome resealed = administered.command("keys", "reseal");

    assertThat(resealed.exitCode()).isZero();
    assertThat(resealed.out())
        .containsPattern("1 +0 +grants")
        .containsPattern("1 +0 +clients")
        .doesNotContain("unreadable was");
    assertThat(alive(tokens)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grants revoke",
        "grants revoke --json",
        "grants revoke --all-before yesterday",
        "grants revoke --user",
        "grants revoke not-a-grant",
        "clients revoke",
        "clients list --limit 0",
        "grants list --limit many"
      })
  void a_wrong_command_line_revokes_nothing(String command) {
    Tokens tokens = client.signIn();

    Outcome outcome = administered.command(command.split(" "));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).isNotEmpty();
    assertThat(outcome.out()).isEmpty();
    assertThat(alive(tokens)).isTrue();
  }

  @Test
  void what_does_not_exist_is_told() {
    assertThat(administered.command("clients", "show", "nobody").exitCode()).isEqualTo(1);
    assertThat(administered.command("grants", "show", "A".repeat(22)).err())
        .contains("there is none with this id");
  }
}
