package dev.oidcproxy.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.ErrorResponses;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.http.Route;
import dev.oidcproxy.application.http.Routes;
import dev.oidcproxy.testkit.RawConnection.Answer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every server adapter does with {@link Routes}: requests arrive as they were sent, answers go
 * out as they were made, and what breaks the rules of HTTP or the limits reaches no endpoint.
 */
public interface HttpServerContract {

  /** Serves routes on a free port of 127.0.0.1 with the standard limits. */
  Running start(Routes routes) throws Exception;

  /** A server that listens. */
  interface Running extends AutoCloseable {
    int port();

    @Override
    void close();
  }

  @Test
  default void a_request_arrives_as_it_was_sent() throws Exception {
    try (Running server = start(echo());
        RawConnection client = new RawConnection(server.port())) {
      Answer answer =
          client.ask(
              "POST /echo?a=1&a=2&b=%2F HTTP/1.1\r\nhost: x\r\nX-Twice: one\r\nx-tWICE: two\r\n"
                  + "Cookie: a=b; c=d\r\nContent-Length: 5\r\n\r\nhello");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo("POST /echo a=1&a=2&b=%2F twice=[one, two] cookie=[a=b; c=d] hello");
    }
  }

  @Test
  default void a_chunked_body_arrives_whole() throws Exception {
    try (Running server = start(echo());
        RawConnection client = new RawConnection(server.port())) {
      Answer answer =
          client.ask(
              String.join(
                  "\r\n",
                  "POST /echo HTTP/1.1",
                  "Host: x",
                  "Transfer-Encoding: chunked",
                  "",
                  "3;a=b",
                  "hel",
                  "02",
                  "lo",
                  "0",
                  "Trailer: x",
                  "",
                  ""));

      assertThat(answer.body()).endsWith(" hello");
    }
  }

  @Test
  default void an_answer_goes_out_as_it_was_made() throws Exception {
    try (Running server = start(echo());
        RawConnection client = new RawConnection(server.port())) {
      Answer answer = client.ask(get("/cookies"));

      assertThat(answer.status()).isEqualTo(303);
      assertThat(answer.all("set-cookie")).containsExactly("a=1; HttpOnly", "b=2");
      assertThat(answer.first("location")).isEqualTo("/next");
      assertThat(answer.first("content-length")).isEqualTo("0");
    }
  }

  @Test
  default void a_connection_takes_one_request_after_the_other() throws Exception {
    try (Running server = start(echo());
        RawConnection client = new RawConnection(server.port())) {
      client.send(get("/echo?n=1") + get("/echo?n=2"));

      assertThat(client.answer().body()).contains("n=1");
      assertThat(client.answer().body()).contains("n=2");
      assertThat(client.ask(get("/echo?n=3")).body()).contains("n=3");
    }
  }

  @Test
  default void only_the_exact_spelling_of_a_path_is_that_path() throws Exception {
    try (Running server = start(echo());
        RawConnection client = new RawConnection(server.port())) {
      for (String path :
          List.of(
              "/%65cho",
              "//echo",
              "/echo/",
              "/echo;jsessionid=1",
              "/./echo",
              "/x/../echo",
              "/x/%2e%2e/echo",
              "/ECHO")) {
        assertThat(client.ask(get(path)).status()).as(path).isEqualTo(404);
      }
      assertThat(client.ask(get("http://x/echo")).status()).isEqualTo(200);
    }
  }

  @Test
  default void head_and_options_come_with_the_routes() throws Exception {
    try (Running server = start(echo());
        RawConnection client = new RawConnection(server.port())) {
      client.send("HEAD /echo HTTP/1.1\r\nHost: x\r\n\r\n");
      Answer head = client.head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.first("content-length")).isNotEqualTo("0");
      assertThat(client.ask("OPTIONS /echo HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(204);
      Answer put = client.ask("PUT /echo HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(put.status()).isEqualTo(405);
      assertThat(put.first("allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    }
  }

  @Test
  default void a_body_up_to_64_kib_is_taken_and_a_larger_one_refused() throws Exception {
    String most = "x".repeat(64 * 1024);
    try (Running server = start(echo());
        RawConnection client = new RawConnection(server.port())) {
      assertThat(client.ask(post(most)).body()).endsWith(most);
      assertThat(client.ask(post(most + "x")).status()).isEqualTo(413);
      assertThat(client.ask(chunked(most + "x")).status()).isEqualTo(413);
    }
  }

  @Test
  default void more_than_a_hundred_parameters_are_refused() throws Exception {
    try (Running server = start(echo());
        RawConnection client = new RawConnection(server.port())) {
      assertThat(client.ask(get("/echo?" + "a=1&".repeat(99) + "a=1")).status()).isEqualTo(200);
      assertThat(client.ask(get("/echo?" + "a=1&".repeat(100) + "a=1")).status()).isEqualTo(400);
    }
  }

  @Test
  default void what_could_hide_a_second_request_is_refused_and_the_connection_closed()
      throws Exception {
    try (Running server = start(echo())) {
      for (String head :
          List.of(
              "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
              "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
              "Content-Length: 5, 5\r\n\r\nhello",
              "Content-Length: +5\r\n\r\nhello",
              "Content-Length: 18446744073709551621\r\n\r\nhello",
              "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
              "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
              "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
              "Transfer-Encoding: identity\r\n\r\n",
              "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n",
              "Transfer-Encoding: chunked\r\n\r\n-1\r\nhello\r\n0\r\n\r\n",
              "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
              "Transfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n",
              "Transfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n",
              "Transfer-Encoding: chunked\r\n\r\n5;a\nb\r\nhello\r\n0\r\n\r\n",
              "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
              "X-Big: " + "x".repeat(32 * 1024) + "\r\n\r\n")) {
        try (RawConnection client = new RawConnection(server.port())) {
          Answer answer = client.ask("POST /echo HTTP/1.1\r\nHost: x\r\n" + head);
          String what = head.substring(0, Math.min(60, head.length()));
          assertThat(answer.status()).as(what).isEqualTo(400);
          assertThat(client.isClosed()).as(what).isTrue();
        }
      }
    }
  }

  @Test
  default void a_client_cannot_name_its_own_request() throws Exception {
    try (Running server = start(echo());
        RawConnection client = new RawConnection(server.port())) {
      Answer one = client.ask("GET /echo HTTP/1.1\r\nHost: x\r\nX-Request-Id: forged\r\n\r\n");
      Answer two = client.ask(get("/echo"));

      assertThat(one.first("x-request-id")).matches("[A-Za-z0-9._-]{1,64}").isNotEqualTo("forged");
      assertThat(two.first("x-request-id")).isNotEqualTo(one.first("x-request-id"));
    }
  }

  @Test
  default void an_endpoint_that_fails_is_a_500_without_details() throws Exception {
    try (Running server = start(echo());
        RawConnection client = new RawConnection(server.port())) {
      Answer answer = client.ask(get("/broken"));

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).contains("server_error").doesNotContain("detail");
    }
  }

  private static Routes echo() {
    return new Routes(
        List.of(
            new Route("/echo", Set.of("GET", "POST"), true, HttpServerContract::echo),
            Route.page(
                "/cookies",
                Set.of("GET"),
                request ->
                    HttpResponse.redirect(303, "/next")
                        .with("Set-Cookie", "a=1; HttpOnly")
                        .with("Set-Cookie", "b=2")),
            Route.page(
                "/broken",
                Set.of("GET"),
                request -> {
                  throw new IllegalStateException("detail");
                })),
        new ErrorResponses());
  }

  private static HttpResponse echo(HttpRequest request) {
    String text =
        String.join(
            " ",
            request.method(),
            request.path(),
            request.rawQuery(),
            "twice=" + request.headers().all("X-TWICE"),
            "cookie=" + request.headers().all("cookie"),
            new String(request.body(), ISO_8859_1));
    return HttpResponse.html(200, text);
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }

  private static String post(String body) {
    return "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static String chunked(String body) {
    return "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        + Integer.toHexString(body.length())
        + "\r\n"
        + body
        + "\r\n0\r\n\r\n";
  }
}
