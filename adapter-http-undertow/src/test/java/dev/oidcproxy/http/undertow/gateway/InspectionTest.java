package dev.oidcproxy.http.undertow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.config.ProxySettings.AllowedOrigins;
import dev.oidcproxy.application.gateway.Admission.Admitted;
import dev.oidcproxy.application.gateway.BodyCheck;
import dev.oidcproxy.application.gateway.CrossOrigin;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.http.undertow.body.BodyBounds;
import dev.oidcproxy.http.undertow.body.HeldBytes;
import dev.oidcproxy.http.undertow.body.Upload;
import dev.oidcproxy.http.undertow.exchange.Exchanges;
import dev.oidcproxy.http.undertow.exchange.Refusals;
import dev.oidcproxy.http.undertow.exchange.TrustedProxies;
import dev.oidcproxy.testkit.RawConnection;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xnio.channels.StreamSinkChannel;

/**
 * Bodies that are looked at, with little room for them, before a backend whose answers never end.
 */
@Timeout(60)
@Tag("F8")
class InspectionTest {

  private static final int ROOM = 3000;

  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final List<RawConnection> open = new ArrayList<>();
  private final Undertow endless = server(InspectionTest::begin);
  private final Undertow proxy = server(this::inspect);
  private volatile BodyCheck check = (headers, body) -> Optional.empty();
  private Inspection inspection;
  private GatewayAnswers answers;
  private Backend backend;

  @BeforeEach
  void start() throws Exception {
    endless.start();
    answers =
        new GatewayAnswers(
            new Exchanges(TrustedProxies.NONE, byte[]::new),
            new CrossOrigin(new AllowedOrigins(Set.of(), false)),
            blocking);
    BodyBounds bounds =
        new BodyBounds(4000, Duration.ofSeconds(10), new HeldBytes(ROOM), Refusals.CALL_TOO_LARGE);
    inspection = new Inspection(answers, blocking, bounds);
    backend =
        new Backends(SSLContext.getDefault(), blocking, InstantSource.system())
            .behind(
                new ProtectedResource(
                    new Resource("https://mcp.example.com/mcp"),
                    "/mcp",
                    URI.create("http://127.0.0.1:" + port(endless)),
                    Set.of(),
                    IdentityMode.NONE,
                    Optional.empty()));
    proxy.start();
  }

  @AfterEach
  void stop() throws Exception {
    for (RawConnection connection : open) {
      connection.close();
    }
    proxy.stop();
    endless.stop();
    blocking.shutdownNow();
  }

  @Test
  void a_call_whose_answer_goes_on_takes_no_room_from_the_next() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(post(1400)).as("call %d", i).isEqualTo(200);
    }
  }

  @Test
  void a_body_without_room_is_503_and_takes_none() throws Exception {
    assertThat(post(ROOM + 1)).isEqualTo(503);
    assertThat(post(1400)).isEqualTo(200);
  }

  @Test
  void a_check_that_fails_is_500_and_lets_nothing_pass() throws Exception {
    check =
        (headers, body) -> {
          throw new IllegalStateException("a mistake of ours");
        };

    assertThat(post(2)).isEqualTo(500);
    RawConnection late = connect();
    late.send(
        "POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Type: application/json"
            + "\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    assertThat(late.head().status()).isEqualTo(100);
    assertThat(late.ask("{}").status()).isEqualTo(500);
  }

  private RawConnection connect() throws IOException {
    RawConnection connection = new RawConnection(port(proxy));
    open.add(connection);
    return connection;
  }

  private int post(int size) throws IOException {
    RawConnection connection = connect();
    connection.send(
        "POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
            + size
            + "\r\n\r\n"
            + "x".repeat(size));
    return connection.head().status();
  }

  private void inspect(HttpServerExchange exchange) {
    Admitted admitted = new Admitted(Map.of(), Optional.empty(), id -> id);
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () ->
            inspection.of(
                exchange,
                check,
                body ->
                    new Forwarding(
                            exchange,
                            backend,
                            admitted,
                            answers,
                            new Upload(exchange, Optional.of(body)))
                        .start()));
  }

  /** Answers once the whole body is there, and then never comes to an end. */
  private static void begin(HttpServerExchange exchange) {
    exchange
        .getRequestReceiver()
        .receiveFullBytes(
            (call, body) -> call.dispatch(SameThreadExecutor.INSTANCE, () -> beginAnswer(call)));
  }

  private static void beginAnswer(HttpServerExchange exchange) {
    try {
      StreamSinkChannel channel = exchange.getResponseChannel();
      channel.write(ByteBuffer.wrap(new byte[] {'{'}));
      channel.flush();
    } catch (IOException e) {
      exchange.endExchange();
    }
  }

  private static Undertow server(HttpHandler handler) {
    return Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(handler).build();
  }

  private static int port(Undertow server) {
    return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
  }
}
