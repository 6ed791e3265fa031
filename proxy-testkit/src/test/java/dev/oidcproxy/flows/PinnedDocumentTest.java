package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestProxy.World;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Well-known clients whose hosts turn servers away are known all the same. */
class PinnedDocumentTest {

  private static final String CLAUDE_CODE = "https://claude.ai/oauth/claude-code-client-metadata";
  private static final String LOOPBACK = "http://localhost:52163/callback";

  private final DocumentHost host = new DocumentHost();
  private final World world = World.create(store -> store);
  private final TestProxy proxy = host.proxy(world, TestSettings.simple());
  private final TestClient client = new TestClient(proxy, CLAUDE_CODE, LOOPBACK);

  @Tag("S20")
  @ParameterizedTest
  @CsvSource({
    "https://claude.ai/oauth/claude-code-client-metadata, http://localhost:52163/callback",
    "https://claude.ai/oauth/claude-code-client-metadata, http://127.0.0.1:1/callback",
    "https://claude.ai/oauth/mcp-oauth-client-metadata,   https://claude.ai/api/mcp/auth_callback"
  })
  void a_host_that_lets_no_server_in_locks_its_client_out_of_nothing(String id, String redirect) {
    host.serve(id, 403, "<html>", Map.of("content-type", "text/html"));

    assertThat(new TestClient(proxy, id, redirect).signIn().access()).isNotEmpty();
  }

  @Test
  void what_the_host_serves_counts_and_is_kept() {
    host.serve(CLAUDE_CODE, document("https://new.example/callback"));
    TestClient moved = new TestClient(proxy, CLAUDE_CODE, "https://new.example/callback");
    assertThat(moved.signIn().access()).isNotEmpty();

    host.serve(CLAUDE_CODE, 403, "", Map.of());
    proxy.clock().pass(Duration.ofDays(2));

    assertThat(moved.signIn().access()).isNotEmpty();
    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
  }

  @Test
  void the_host_is_asked_again_and_its_answer_takes_over() {
    host.withdraw(CLAUDE_CODE);
    assertThat(client.code()).isNotEmpty();
    host.serve(CLAUDE_CODE, document("https://new.example/callback"));
    proxy.clock().pass(Duration.ofSeconds(30));

    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void a_client_that_its_host_does_not_know_any_more_is_none(int status) {
    host.serve(CLAUDE_CODE, status, "", Map.of());

    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
  }

  @Test
  void a_document_that_the_host_spoilt_is_not_mended() {
    host.serve(CLAUDE_CODE, "{}");

    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
  }

  @Tag("S7")
  @Test
  void no_other_place_is_reached_in_its_name() {
    host.withdraw(CLAUDE_CODE);
    for (String uri : List.of("http://localhost:1/other", "https://evil.example/callback")) {
      Answers.assertPage(
          proxy.browser().visit(client.authorizeUrl(Map.of("redirect_uri", uri))), 400);
    }
    for (String id :
        List.of(
            CLAUDE_CODE + "/", CLAUDE_CODE + "?x", CLAUDE_CODE.replace("claude.ai", "CLAUDE.ai"))) {
      Answers.assertPage(
          proxy.browser().visit(new TestClient(proxy, id, LOOPBACK).authorizeUrl()), 400);
    }
  }

  @Test
  void an_operator_who_does_not_want_it_blocks_its_host_or_the_client() {
    TestProxy narrow = host.proxy(TestSettings.simple().blockedDocumentHosts("claude.ai"));
    Answers.assertPage(narrow.browser().visit(client.at(narrow).authorizeUrl()), 400);

    proxy.proxy().administration().revokeClient().revoke(new ClientId(CLAUDE_CODE));
    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
  }

  private static String document(String redirectUri) {
    return DocumentHost.document(redirectUri, "").replace(DocumentHost.CLIENT, CLAUDE_CODE);
  }
}
