package dev.oidcproxy.benchmarks;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.util.Headers;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What the gateway is measured with, each in a process of its own: a backend, and a bare proxy. */
final class Peers {

  /** More than the load has, so that it does not matter which thread gets how many of them. */
  static final int CONNECTIONS_PER_THREAD = 64;

  private static final byte[] ANSWER =
      """
      {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"hello"}]}}\
      """
          .getBytes(StandardCharsets.UTF_8);

  private Peers() {}

  /** {@code backend PORT} or {@code bare PORT BACKEND_URL}. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[1]);
    Undertow.builder()
        .addHttpListener(port, "127.0.0.1")
        .setHandler(args[0].equals("backend") ? Peers::answer : bareProxy(URI.create(args[2])))
        .build()
        .start();
  }

  /** A reverse proxy as Undertow brings it, with a connection to the backend for every client. */
  static HttpHandler bareProxy(URI backend) {
    return ProxyHandler.builder()
        .setProxyClient(
            new LoadBalancingProxyClient()
                // Before the host is added: each host keeps the figure of that moment, and answers
                // 503 beyond it.
                .setConnectionsPerThread(CONNECTIONS_PER_THREAD)
                .addHost(backend))
        .build();
  }

  private static void answer(HttpServerExchange exchange) {
    exchange
        .getRequestReceiver()
        .receiveFullBytes((read, body) -> {
          read.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
          read.getResponseSender().send(ByteBuffer.wrap(ANSWER));
        });
  }
}
