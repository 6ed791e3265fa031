package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.TokenExchange.Reason;
import dev.oidcproxy.testkit.FakeExchange;
import dev.oidcproxy.testkit.Hold;
import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.RawConnection.Answer;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens of another API on their way to a backend, over sockets. */
class GatewayOnBehalfOfTest {

  private final TestProxy proxy = TestProxy.of(TestSettings.bare().onBehalfOf("/mcp", "User.Read"));
  private final FakeExchange exchange = proxy.provider().exchange();
  private final TestClient client = TestClient.register(proxy);
  private final String token = client.signIn().access();
  private TestBackend backend;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    backend = new TestBackend(call -> call.json("{\"body\":" + call.skipBody() + "}"));
    gateway = TestGateway.to(backend.uri(), proxy);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    backend.close();
    proxy.close();
  }

  @Test
  @Tag("S24")
  void the_backend_gets_the_exchanged_token_and_never_the_callers() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(ask(token).status()).isEqualTo(200);
      TestBackend.Call call = backend.call();
      assertThat(call.all("authorization"))
          .isEqualTo(List.of("Bearer canary-exchanged-1-for-User.Read"));
      assertThat(String.join("\n", call.headers())).doesNotContain(token, "upstream");
    }
    assertThat(exchange.asked()).hasSize(1);
  }

  @Test
  void whoever_waits_for_the_provider_holds_up_nobody_else() throws Exception {
    assertThat(ask(token).status()).isEqualTo(200);
    String second = TestClient.register(proxy).signIn().access();
    Hold hold = exchange.hold();
    try (RawConnection waiting = gateway.connect()) {
      waiting.send(request(second));
      hold.awaitArrival();

      assertThat(ask(token).status()).isEqualTo(200);
      assertThat(ask(token).status()).isEqualTo(200);
      hold.release();

      assertThat(waiting.answer().status()).isEqualTo(200);
    }
    assertThat(exchange.asked()).hasSize(2);
  }

  @Test
  @Tag("F3")
  void f3_a_provider_in_trouble_is_503_and_one_that_refuses_403() throws Exception {
    exchange.goDown();
    Answer unavailable = ask(token);
    assertThat(unavailable.status()).isEqualTo(503);
    assertThat(unavailable.first("retry-after")).isNotEmpty();

    exchange.comeBack();
    exchange.refuse(Reason.CONSENT, "AADSTS65001");
    Answer refused = ask(token);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("access_denied", "consented").doesNotContain("AADSTS");
    assertThat(refused.all("www-authenticate")).isEmpty();
    assertThat(backend.unasked()).isZero();
  }

  @Test
  @Tag("S15")
  void s15_a_token_of_another_resource_brings_no_token_of_an_api() throws Exception {
    try (TestProxy other =
        new TestProxy(
            proxy.world(), TestSettings.bare().onBehalfOf("/other", "x"), TestProxy.HS256)) {
      String foreign =
          TestClient.register(other)
              .signIn(Map.of("resource", "https://proxy.example/other"))
              .access();

      assertThat(ask(foreign).status()).isEqualTo(401);
    }
    assertThat(exchange.asked()).isEmpty();
    assertThat(backend.unasked()).isZero();
  }

  private Answer ask(String bearer) throws Exception {
    try (RawConnection connection = gateway.connect()) {
      return connection.ask(request(bearer));
    }
  }

  private static String request(String bearer) {
    return "GET /mcp HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + bearer + "\r\n\r\n";
  }
}
