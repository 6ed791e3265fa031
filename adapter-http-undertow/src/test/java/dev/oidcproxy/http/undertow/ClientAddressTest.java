package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.ErrorResponses;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Route;
import dev.oidcproxy.application.http.Routes;
import dev.oidcproxy.http.undertow.exchange.Limits;
import dev.oidcproxy.http.undertow.exchange.TrustedProxies;
import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.RawConnection.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

  private static final TrustedProxies TRUSTED = TrustedProxies.of(List.of("127.0.0.1"));

  @Test
  void a_trusted_proxy_names_the_client_and_the_request() throws Exception {
    assertThat(asked(TRUSTED, "X-Request-Id: lb.1_a-B\r\n"))
        .satisfies(answer -> {
          assertThat(answer.body()).isEqualTo("203.0.113.7");
          assertThat(answer.first("x-request-id")).isEqualTo("lb.1_a-B");
        });
    assertThat(asked(TRUSTED, "X-Request-Id: a b\r\n").first("x-request-id")).matches("[0-9a-f]+");
    assertThat(asked(TrustedProxies.NONE, "X-Request-Id: lb\r\n"))
        .satisfies(answer -> {
          assertThat(answer.body()).isEqualTo("127.0.0.1");
          assertThat(answer.first("x-request-id")).isNotEqualTo("lb");
        });
  }

  private static Answer asked(TrustedProxies trusted, String header) throws Exception {
    Route route =
        Route.page("/", Set.of("GET"), request -> HttpResponse.html(200, request.clientAddress()));
    UndertowSettings settings =
        new UndertowSettings(
            new ListenAddress("127.0.0.1", 0),
            Optional.empty(),
            Optional.empty(),
            trusted,
            Limits.STANDARD);
    try (TestServer server =
            new TestServer(
                new UndertowServer(
                    settings,
                    new Routes(List.of(route), new ErrorResponses()),
                    TestServer.ENTROPY));
        RawConnection client = new RawConnection(server.port())) {
      return client.ask(
          "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.1, 203.0.113.7\r\n"
              + header
              + "\r\n");
    }
  }
}
