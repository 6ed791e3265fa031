package dev.oidcproxy.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.testkit.RawConnection;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PeersTest {

  @Test
  void the_bare_proxy_refuses_no_client_when_one_thread_has_them_all() throws Exception {
    CyclicBarrier all = new CyclicBarrier(Peers.CONNECTIONS_PER_THREAD);
    List<RawConnection> clients = new ArrayList<>();
    try (ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor()) {
      Undertow backend =
          started(exchange -> exchange.dispatch(blocking, () -> meet(exchange, all)));
      Undertow bare = started(Peers.bareProxy(URI.create("http://127.0.0.1:" + port(backend))));
      try {
        for (int i = 0; i < all.getParties(); i++) {
          clients.add(new RawConnection(port(bare)));
        }
        for (RawConnection client : clients) {
          client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        for (RawConnection client : clients) {
          assertThat(client.answer().status()).isEqualTo(200);
        }
      } finally {
        for (RawConnection client : clients) {
          client.close();
        }
        bare.stop();
        backend.stop();
      }
    }
  }

  /** Answers when every client is here. */
  private static void meet(HttpServerExchange exchange, CyclicBarrier all) {
    try {
      all.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      exchange.setStatusCode(500);
    }
    exchange.endExchange();
  }

  private static Undertow started(HttpHandler handler) {
    Undertow server =
        Undertow.builder()
            .setIoThreads(1)
            .addHttpListener(0, "127.0.0.1")
            .setHandler(handler)
            .build();
    server.start();
    return server;
  }

  private static int port(Undertow server) {
    return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
  }
}
