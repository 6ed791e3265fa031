package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.RawConnection.Answer;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where tools have rules, a body is what its headers say, and that is JSON in UTF-8. */
@Timeout(60)
class GatewayMediaTypeTest {

  private static final String JSON = "Content-Type: application/json";
  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

  private final TestProxy proxy =
      TestProxy.of(
          TestSettings.bare()
              .resource("/mcp", IdentityMode.HEADERS, "mcp")
              .tools("delete_*", "write"));
  private final String token = TestClient.register(proxy).signIn().access();
  private TestBackend backend;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    backend =
        new TestBackend(call -> {
          call.skipBody();
          call.json("{}");
        });
    gateway = TestGateway.to(backend.uri(), proxy);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    backend.close();
    proxy.close();
  }

  @Test
  @Tag("S27")
  void s27_headers_that_make_another_call_of_the_body_are_415() throws Exception {
    for (String headers :
        List.of(
            "Content-Type: application/json; charset=utf-7",
            "Content-Type: application/json; charset=utf-16le",
            "Content-Type: application/json; charset=utf-8; charset=utf-7",
            "Content-Type: application/json, text/plain",
            "Content-Type: text/plain",
            "Content-Type:",
            "Accept: application/json",
            JSON + "\r\nContent-Type: text/plain",
            JSON + "\r\n" + JSON,
            JSON + "\r\ncontent_type: text/plain",
            JSON + "\r\nConnection: Content-Type",
            JSON + "\r\nContent-Encoding: br",
            JSON + "\r\nContent-Encoding: gzip",
            JSON + "\r\nContent-Encoding: identity\r\nContent_Encoding: deflate")) {
      assertThat(ask(headers, LIST).status()).as(headers).isEqualTo(415);
    }
    assertThat(backend.unasked()).isZero();
  }

  @Test
  @Tag("S27")
  void s27_a_form_that_says_it_is_json_is_415() throws Exception {
    String form = "{\"a\":\"&jsonrpc=2.0&id=1&method=tools/call&params[name]=delete_note&b=\"}";

    Answer answer =
        ask("Content-Type: application/x-www-form-urlencoded; x=application/json", form);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.body()).contains("send application/json in UTF-8");
    assertThat(answer.first("x-request-id")).isNotEmpty();
    assertThat(backend.unasked()).isZero();
  }

  @Test
  void json_in_utf_8_passes_however_it_is_spelled() throws Exception {
    for (String headers :
        List.of(
            JSON,
            "content-type: Application/JSON",
            "Content-Type: application/json;charset=UTF-8",
            "Content-Type: application/json ; charset=\"utf-8\"",
            JSON + "\r\nContent-Encoding: identity")) {
      assertThat(ask(headers, LIST).status()).as(headers).isEqualTo(200);
    }
  }

  @Test
  void without_a_body_there_is_nothing_to_say_of_it() throws Exception {
    try (RawConnection connection = gateway.connect()) {
      assertThat(connection.ask(head("GET") + "\r\n").status()).isEqualTo(200);
      assertThat(connection.ask(head("POST") + "Content-Length: 0\r\n\r\n").status())
          .isEqualTo(200);
    }
  }

  private Answer ask(String headers, String body) throws Exception {
    try (RawConnection connection = gateway.connect()) {
      return connection.ask(
          head("POST") + headers + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }
  }

  private String head(String method) {
    return method + " /mcp HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n";
  }
}
