package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.ErrorResponses;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Route;
import dev.oidcproxy.application.http.Routes;
import dev.oidcproxy.http.undertow.exchange.Limits;
import dev.oidcproxy.http.undertow.exchange.TrustedProxies;
import dev.oidcproxy.testkit.RawConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

@Timeout(60)
class LimitsTest {

  private static final Limits SHORT =
      new Limits(
          100, Duration.ofMillis(200), 1024, 10, Duration.ofMillis(200), Duration.ofMillis(200));

  private static final Route ROUTE =
      Route.page(
          "/",
          Set.of("GET", "POST"),
          request ->
              HttpResponse.html(
                  200, MDC.get("request_id") + " " + Thread.currentThread().isVirtual()));

  @Test
  @Tag("F8")
  void a_body_that_does_not_arrive_in_time_is_refused_and_the_connection_closed() throws Exception {
    try (TestServer server = server();
        RawConnection client = new RawConnection(server.port())) {
      assertThat(client.ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhell").status())
          .isEqualTo(408);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  @Tag("S23")
  void s23_metadata_of_a_megabyte_is_refused_before_it_comes() throws Exception {
    try (TestServer server = server();
        RawConnection client = new RawConnection(server.port())) {
      assertThat(
              client.ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n").status())
          .isEqualTo(413);
    }
  }

  @Test
  @Tag("F8")
  void a_head_that_does_not_arrive_in_time_ends_the_connection() throws Exception {
    try (TestServer server = server();
        RawConnection client = new RawConnection(server.port())) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\nX-Slow");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void an_idle_connection_is_closed() throws Exception {
    try (TestServer server = server();
        RawConnection client = new RawConnection(server.port())) {
      assertThat(client.ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(200);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void an_endpoint_runs_on_a_virtual_thread_whose_log_lines_name_the_request() throws Exception {
    try (TestServer server = server();
        RawConnection client = new RawConnection(server.port())) {
      RawConnection.Answer answer = client.ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(answer.body()).isEqualTo(answer.first("x-request-id") + " true");
    }
  }

  private static TestServer server() {
    return new TestServer(
        new UndertowServer(
            new UndertowSettings(
                new ListenAddress("127.0.0.1", 0),
                Optional.empty(),
                Optional.empty(),
                TrustedProxies.NONE,
                SHORT),
            new Routes(List.of(ROUTE), new ErrorResponses()),
            TestServer.ENTROPY));
  }
}
