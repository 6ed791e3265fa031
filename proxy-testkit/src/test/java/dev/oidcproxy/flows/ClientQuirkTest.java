package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestProxy.World;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is peculiar to one client, and what it needs of us; docs/clients.md says it in words. */
class ClientQuirkTest {

  private static final Map<String, String> WITHOUT_ASSERTION =
      Map.of("client_assertion", "", "client_assertion_type", "");

  @Test
  void claude_chooses_its_document_because_public_clients_are_welcome() {
    Map<String, Object> metadata =
        TestProxy.json(TestProxy.simple().get("/.well-known/oauth-authorization-server"));

    assertThat(metadata).containsEntry("client_id_metadata_document_supported", true);
    assertThat(list(metadata, "token_endpoint_auth_methods_supported"))
        .contains("none", "private_key_jwt");
    assertThat(list(metadata, "scopes_supported")).contains("offline_access");
  }

  @Test
  void claude_registers_on_every_connect_and_stays_one_client() {
    ReplayedClient claude = ReplayedClient.of(profile("claude-registered"), settings()).introduce();
    String id = claude.learned("client_id");
    Tokens tokens = claude.signIn();

    assertThat(claude.register()).containsEntry("client_id", id);
    assertThat(claude.register()).containsEntry("client_id", id);
    Answers.admitted(claude.proxy().call(tokens.access()));
    assertThat(claude.refresh().status()).isEqualTo(200);
  }

  @Test
  void claude_with_a_secret_is_new_on_every_connect_and_the_older_one_still_works() {
    ReplayedClient claude =
        ReplayedClient.of(profile("claude-registered-with-secret"), settings()).introduce();
    Tokens tokens = claude.signIn();
    String id = claude.learned("client_id");

    ReplayedClient again = claude.rememberedAt(claude.proxy());

    assertThat(again.register().get("client_id")).isNotEqualTo(id);
    assertThat(claude.refresh().status()).isEqualTo(200);
    Answers.admitted(claude.proxy().call(tokens.access()));
  }

  @Test
  void claude_asks_for_offline_access_alone_where_no_scope_is_named() {
    World world = World.create(store -> store);
    DocumentHost host = new DocumentHost();
    World open =
        new World(
            world.clock(),
            new FakeIdentityProvider(world.clock(), Set.of()),
            world.scheduler(),
            world.store(),
            world.events());
    TestProxy proxy = host.proxy(open, TestSettings.simple());
    ClientProfile claude = profile("claude");
    host.serve(
        "https://claude.ai/oauth/mcp-oauth-client-metadata",
        JsonUtil.toJson(claude.document().orElseThrow()));

    String location =
        new TestClient(
                proxy, (String) claude.document().get().get("client_id"), claude.redirectUri())
            .answer(proxy.browser(), Map.of("scope", " offline_access", "prompt", "consent"));

    assertThat(FormText.query(location)).containsKey("code");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cursor://anysphere.cursor-mcp/oauth/callback",
        "https://www.cursor.com/agents/mcp/oauth/callback",
        "http://localhost:8787/callback",
        "http://localhost:54321/callback"
      })
  void cursor_is_answered_at_each_of_its_addresses(String address) {
    ReplayedClient cursor = ReplayedClient.of(profile("cursor"), settings()).introduce();

    String location = cursor.answer(Map.of("redirect_uri", address));

    assertThat(location).startsWith(address + "?code=");
    assertThat(cursor.redeem(Map.of("redirect_uri", address)).status()).isEqualTo(200);
  }

  @Test
  void cursor_keeps_what_the_operator_allows_of_its_addresses() {
    ReplayedClient cursor =
        ReplayedClient.of(profile("cursor"), settings().redirectPatterns("http://localhost:*"));

    cursor.introduce();

    assertThat(cursor.register())
        .containsEntry("redirect_uris", List.of("http://localhost:8787/callback"));
    assertThat(cursor.signIn().access()).isNotEmpty();
  }

  @Test
  void vscode_never_forgets_its_id_and_need_not_where_ids_are_stateless() {
    DocumentHost host = new DocumentHost();
    ReplayedClient vscode =
        new ReplayedClient(
                profile("vscode-registered"), host.proxy(settings().statelessClients()), host)
            .introduce();

    ReplayedClient later = vscode.rememberedAt(host.proxy(settings().statelessClients()));

    Answers.admitted(later.proxy().call(later.signIn().access()));
    assertThat(later.learned("client_id")).isEqualTo(vscode.learned("client_id"));
  }

  @Test
  void vscode_whose_id_was_forgotten_reads_the_command_that_helps() {
    DocumentHost host = new DocumentHost();
    ReplayedClient vscode =
        new ReplayedClient(profile("vscode-registered"), host.proxy(settings()), host).introduce();
    vscode.signIn();

    ReplayedClient later = vscode.rememberedAt(host.proxy(settings()));

    HttpResponse page = later.proxy().browser().visit(later.authorizeUrl(Map.of()));
    Answers.assertPage(page, 400);
    assertThat(TestBrowser.text(page))
        .contains("Authentication: Remove Dynamic Authentication Providers");
    // On this it registers again by itself.
    Answers.assertRefused(later.refresh(), 401, "invalid_client");
  }

  @Test
  void vscode_is_answered_on_whatever_port_was_free() {
    for (String name : List.of("vscode", "vscode-registered")) {
      ReplayedClient vscode = ReplayedClient.of(profile(name), settings()).introduce();

      String location = vscode.answer(Map.of("redirect_uri", "http://127.0.0.1:59656/"));

      assertThat(location).startsWith("http://127.0.0.1:59656/?code=");
    }
  }

  @Test
  void codex_asks_for_no_scope_and_gets_what_is_needed() {
    ReplayedClient codex = ReplayedClient.of(profile("codex"), settings()).introduce();

    assertThat(codex.signIn().scope()).isEqualTo("openid mcp:tools");
  }

  @Test
  void codex_asks_for_all_that_the_server_names_and_gets_what_is_needed() {
    ReplayedClient codex = ReplayedClient.of(profile("codex"), settings()).introduce();
    codex.answer(Map.of("scope", codex.learned("server_scopes")));

    Tokens tokens = Tokens.of(codex.redeem(Map.of()));

    assertThat(tokens.scope().split(" ")).contains("openid", "mcp:tools");
    Answers.admitted(codex.proxy().call(tokens.access()));
  }

  @Test
  void chatgpt_with_keys_only_proves_itself_or_is_nobody() {
    ReplayedClient chatgpt =
        ReplayedClient.of(profile("chatgpt-keys-only"), settings()).introduce();
    chatgpt.answer(Map.of());

    Answers.assertRefused(chatgpt.redeem(WITHOUT_ASSERTION), 401, "invalid_client");
    assertThat(chatgpt.redeem(Map.of()).status()).isEqualTo(200);
  }

  private static TestSettings settings() {
    return ReplayedClient.settings();
  }

  private static ClientProfile profile(String name) {
    return ClientProfile.of(name);
  }

  private static List<String> list(Map<String, Object> object, String member) {
    return ((List<?>) object.get(member)).stream().map(String.class::cast).toList();
  }
}
