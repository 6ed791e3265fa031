package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.RawConnection.Answer;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both transports of MCP: the one with sessions, and the one without. */
@Timeout(60)
class GatewayTransportTest {

  private static final Identity BOB =
      new Identity(
          FakeIdentityProvider.ISSUER,
          "bob",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          List.of());

  private final TestProxy proxy =
      TestProxy.of(
          TestSettings.bare().resource("/mcp", IdentityMode.HEADERS).tools("danger", "danger"));
  private final TestClient client = TestClient.register(proxy);
  private final String alice = token(FakeIdentityProvider.ALICE);

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void a_session_lives_from_initialize_to_delete() throws Exception {
    try (TestBackend backend = sessions();
        TestGateway gateway = TestGateway.to(backend.uri(), proxy)) {
      String session = begin(gateway);
      assertThat(session).startsWith("s1.").hasSizeGreaterThan(20);
      backend.call();

      Answer call = post(gateway, alice, "Mcp-Session-Id: " + session, "tools/list");
      assertThat(call.status()).isEqualTo(200);
      assertThat(backend.call().all("mcp-session-id")).containsExactly("s1");

      assertThat(send(gateway, "DELETE", alice, "Mcp-Session-Id: " + session).status())
          .isEqualTo(200);
      TestBackend.Call deleted = backend.call();
      assertThat(deleted.line()).startsWith("DELETE ");
      assertThat(deleted.all("mcp-session-id")).containsExactly("s1");
    }
  }

  @Test
  void a_stream_is_resumed_where_it_broke_off() throws Exception {
    try (TestBackend backend =
            new TestBackend(call -> {
              call.stream();
              call.send("5\r\nid: 8\r\n");
              call.event("missed");
              call.send("0\r\n\r\n");
            });
        TestGateway gateway = TestGateway.to(backend.uri(), proxy)) {
      String sealed = sealed();

      Answer resumed =
          send(gateway, "GET", alice, "Mcp-Session-Id: " + sealed + "\r\nLast-Event-ID: 7");

      assertThat(resumed.body()).isEqualTo("id: 8data: missed\n\n");
      TestBackend.Call call = backend.call();
      assertThat(call.all("last-event-id")).containsExactly("7");
      assertThat(call.all("mcp-session-id")).containsExactly("s1");
    }
  }

  @Test
  @Tag("S28")
  void s28_a_foreign_session_with_ones_own_token_is_404_and_the_backend_not_reached()
      throws Exception {
    try (TestBackend backend = sessions();
        TestGateway gateway = TestGateway.to(backend.uri(), proxy)) {
      String foreign = "Mcp-Session-Id: " + begin(gateway);
      backend.call();
      String bob = token(BOB);

      assertThat(post(gateway, bob, foreign, "tools/list").status()).isEqualTo(404);
      assertThat(send(gateway, "GET", bob, foreign + "\r\nLast-Event-ID: 7").status())
          .isEqualTo(404);
      assertThat(send(gateway, "DELETE", bob, foreign).status()).isEqualTo(404);
      assertThat(post(gateway, alice, "Mcp-Session-Id: s1", "tools/list").status()).isEqualTo(404);
      assertThat(backend.unasked()).isZero();
    }
  }

  @Test
  void a_request_without_a_session_brings_all_it_needs() throws Exception {
    try (TestBackend backend = new TestBackend(call -> call.json("" + call.skipBody()));
        TestGateway gateway = TestGateway.to(backend.uri(), proxy)) {
      String headers =
          "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: server/discover"
              + "\r\nMcp-Param-Region: us-west1";

      assertThat(post(gateway, alice, headers, "server/discover").status()).isEqualTo(200);

      TestBackend.Call call = backend.call();
      assertThat(call.all("mcp-protocol-version")).containsExactly("2026-07-28");
      assertThat(call.all("mcp-method")).containsExactly("server/discover");
      assertThat(call.all("mcp-param-region")).containsExactly("us-west1");
      assertThat(call.all("mcp-session-id")).isEmpty();
    }
  }

  @Test
  void a_subscription_streams_in_the_answer_to_its_request() throws Exception {
    try (TestBackend backend =
            new TestBackend(call -> {
              call.skipBody();
              call.stream();
              call.event("acknowledged");
              call.connection().isClosed();
            });
        TestGateway gateway = TestGateway.to(backend.uri(), proxy);
        RawConnection connection = gateway.connect()) {
      String body = "{\"method\":\"subscriptions/listen\"}";
      connection.send(
          head("POST", alice)
              + "Mcp-Method: subscriptions/listen\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      connection.head();
      assertThat(connection.chunk()).isEqualTo("data: acknowledged\n\n");
    }
  }

  @Test
  @Tag("F8")
  void closing_the_stream_of_a_call_cancels_it_at_the_backend() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (TestBackend backend =
            new TestBackend(call -> {
              call.skipBody();
              if (call.connection().isClosed()) {
                ended.countDown();
              }
            });
        TestGateway gateway = TestGateway.to(backend.uri(), proxy)) {
      String body = "{\"method\":\"tools/call\",\"params\":{\"name\":\"long\"}}";
      try (RawConnection connection = gateway.connect()) {
        connection.send(
            head("POST", alice) + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        backend.call();
      }
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static TestBackend sessions() throws Exception {
    return new TestBackend(call -> {
      call.skipBody();
      call.send("HTTP/1.1 200 OK\r\nMcp-Session-Id: s1\r\nContent-Length: 2\r\n\r\n{}");
    });
  }

  private String sealed() throws Exception {
    try (TestBackend opening = sessions();
        TestGateway before = TestGateway.to(opening.uri(), proxy)) {
      return begin(before);
    }
  }

  private String begin(TestGateway gateway) throws Exception {
    return post(gateway, alice, "Accept: text/event-stream", "initialize").first("mcp-session-id");
  }

  private static Answer post(TestGateway gateway, String token, String headers, String method)
      throws Exception {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}";
    try (RawConnection connection = gateway.connect()) {
      return connection.ask(
          head("POST", token)
              + headers
              + "\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
    }
  }

  private static Answer send(TestGateway gateway, String method, String token, String headers)
      throws Exception {
    try (RawConnection connection = gateway.connect()) {
      return connection.ask(head(method, token) + headers + "\r\n\r\n");
    }
  }

  private static String head(String method, String token) {
    return method
        + " /mcp HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
        + token
        + "\r\n";
  }

  private String token(Identity person) {
    String location = client.answer(proxy.browser(), Map.of(), person);
    return Tokens.of(client.redeem(FormText.query(location).get("code"))).access();
  }
}
