package dev.oidcproxy.http.undertow;

import static dev.oidcproxy.http.undertow.FilteringGateway.listed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.gateway.AnswerFilter;
import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.RawConnection.Answer;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers read whole, at a resource that filters its lists of tools. */
@Timeout(60)
class GatewayFilterTest {

  private static final String ALL = listed("{\"name\":\"read\"},{\"name\":\"delete_note\"}");
  private static final String SOME = listed("{\"name\":\"read\"}");

  private FilteringGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new FilteringGateway();
    gateway.script(call -> call.json(ALL));
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
  }

  @Test
  void a_list_names_only_what_the_token_may_call() throws Exception {
    Answer answer = ask();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(SOME);
    assertThat(answer.all("content-length")).containsExactly("" + SOME.length());
    assertThat(answer.first("x-request-id")).isNotEmpty();
  }

  @Test
  void whoever_has_the_scope_or_one_that_implies_it_sees_the_tool() throws Exception {
    for (String scope : List.of("write", "owner")) {
      gateway.signIn(scope);
      assertThat(ask().body()).isEqualTo(ALL);
    }
  }

  @Test
  void a_resource_without_the_key_lists_all_as_it_came() throws Exception {
    try (TestProxy open =
            TestProxy.of(
                TestSettings.bare()
                    .resource("/mcp", IdentityMode.HEADERS)
                    .tools("delete_*", "write"));
        TestGateway unfiltered = TestGateway.to(gateway.backend().uri(), open)) {
      gateway.token(TestClient.register(open).signIn().access());
      gateway.script(call -> answer(call, "ETag: \"1\"\r\nContent-Encoding: x\r\n", ALL));
      try (RawConnection connection = unfiltered.connect()) {
        Answer answer = connection.ask(gateway.list("Accept-Encoding: br\r\n"));
        assertThat(answer.body()).isEqualTo(ALL);
        assertThat(answer.first("etag")).isEqualTo("\"1\"");
      }
      assertThat(gateway.backend().call().all("accept-encoding")).containsExactly("br");
    }
  }

  @Test
  void an_answer_passes_in_any_framing_on_one_connection() throws Exception {
    try (RawConnection connection = gateway.connect()) {
      for (int i = 0; i < 3; i++) {
        gateway.script(GatewayFilterTest::chunked);
        assertThat(connection.ask(gateway.list("")).body()).isEqualTo(SOME);
        gateway.script(call -> call.json(""));
        assertThat(connection.ask(gateway.list("")).all("content-length")).containsExactly("0");
        gateway.script(
            call -> call.send("HTTP/1.1 202 Accepted\r\nContent-Length: 8\r\n\r\nAccepted"));
        assertThat(connection.ask(gateway.list("")).body()).isEqualTo("Accepted");
        gateway.script(call -> call.send("HTTP/1.1 204 No Content\r\n\r\n"));
        assertThat(connection.ask(gateway.list("")).status()).isEqualTo(204);
      }
    }
    gateway.script(call -> {
      call.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + ALL);
      throw new IOException("the end of the connection is that of the answer");
    });
    assertThat(ask().body()).isEqualTo(SOME);
    try (RawConnection old = gateway.connect()) {
      gateway.script(GatewayFilterTest::chunked);
      assertThat(old.ask(gateway.list("").replace("HTTP/1.1", "HTTP/1.0")).body()).isEqualTo(SOME);
    }
  }

  @Test
  void a_large_answer_is_filtered_too() throws Exception {
    String large = "{\"name\":\"read\",\"description\":\"" + "x".repeat(3 << 20) + "\"}";
    gateway.script(call -> call.json(listed(large + ",{\"name\":\"delete_note\"}")));

    assertThat(ask().body()).isEqualTo(listed(large));
  }

  @Test
  void what_cannot_be_filtered_is_502_in_the_words_of_json_rpc() throws Exception {
    List<TestBackend.Script> unclear =
        List.of(
            call -> call.json(ALL.substring(1)),
            call -> call.json(ALL + ALL),
            call -> call.json("{\"result\":{\"Tools\":[{\"name\":\"delete_note\"}]}}"),
            call -> answer(call, "Content-Encoding: gzip\r\n", ALL),
            call -> answer(call, "Content-Encoding: identity\r\nContent-Encoding: br\r\n", ALL),
            call -> call.json("\"" + "x".repeat(AnswerFilter.MOST_BYTES)));
    for (TestBackend.Script next : unclear) {
      gateway.script(next);
      Answer answer = ask();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.body())
          .startsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{")
          .contains("-32603", "cannot be filtered")
          .doesNotContain("delete_note");
      assertThat(answer.first("x-request-id")).isNotEmpty();
    }
  }

  @Test
  void errors_of_the_backend_pass_as_they_are() throws Exception {
    for (String status : List.of("400 Bad Request", "404 Not Found", "500 Oops", "302 Found")) {
      String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":\"no\"";
      gateway.script(call ->
          call.send(
              "HTTP/1.1 "
                  + status
                  + "\r\nContent-Length: "
                  + body.length()
                  + "\r\nContent-Encoding: x\r\n\r\n"
                  + body));
      Answer answer = ask();
      assertThat(answer.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
      assertThat(answer.body()).isEqualTo(body);
      assertThat(answer.first("content-encoding")).isEqualTo("x");
    }
    gateway.script(call -> call.json("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1}}"));
    assertThat(ask().body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1}}");
  }

  @Test
  void the_backend_is_asked_for_plain_and_whole_answers() throws Exception {
    gateway.script(
        call -> answer(call, "ETag: \"1\"\r\nContent-Digest: x\r\nAccept-Ranges: bytes\r\n", ALL));
    Answer answer;
    try (RawConnection connection = gateway.connect()) {
      answer =
          connection.ask(
              gateway.list(
                  "Accept-Encoding: gzip, br\r\nAccept_Encoding: x\r\nRange: bytes=9-\r\n"));
    }

    TestBackend.Call asked = gateway.backend().call();
    assertThat(asked.all("accept-encoding")).containsExactly("identity");
    assertThat(asked.all("accept_encoding")).isEmpty();
    assertThat(asked.all("range")).isEmpty();
    assertThat(answer.headers()).doesNotContainKeys("ETag", "Content-Digest", "Accept-Ranges");
  }

  @Test
  void an_answer_broken_off_is_502_and_nothing_of_it_passes() throws Exception {
    gateway.script(call -> {
      call.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n");
      call.send("\r\n" + ALL);
      throw new IOException("gone");
    });

    Answer answer = ask();

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body()).contains("did not answer properly").doesNotContain("read");
  }

  @Test
  void a_head_of_an_answer_has_no_body_to_filter() throws Exception {
    gateway.script(call -> call.send("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"));
    try (RawConnection connection = gateway.connect()) {
      String head = gateway.head("HEAD") + "\r\n";
      connection.send(head);
      assertThat(connection.head().status()).isEqualTo(200);
      gateway.script(call -> call.json(ALL));
      assertThat(connection.ask(gateway.list("")).body()).isEqualTo(SOME);
    }
  }

  private Answer ask() throws Exception {
    try (RawConnection connection = gateway.connect()) {
      return connection.ask(gateway.list(""));
    }
  }

  private static void answer(TestBackend.Call call, String headers, String body)
      throws IOException {
    call.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + headers);
    call.send("Content-Length: " + body.length() + "\r\n\r\n" + body);
  }

  private static void chunked(TestBackend.Call call) throws IOException {
    call.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n");
    call.send("Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < ALL.length(); i++) {
      call.send("1\r\n" + ALL.charAt(i) + "\r\n");
    }
    call.send("0\r\n\r\n");
  }
}
