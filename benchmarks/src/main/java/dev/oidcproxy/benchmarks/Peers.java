package dev.oidcproxy.benchmarks;

import io.undertow.Undertow;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.util.Headers;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What the gateway is measured with, each in a process of its own: a backend, and a bare proxy. */
final class Peers {

  private static final byte[] ANSWER =
      """
      {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"hello"}]}}\
      """
          .getBytes(StandardCharsets.UTF_8);

  private Peers() {}

  /** {@code backend PORT} or {@code bare PORT BACKEND_URL}. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[1]);
    Undertow.Builder server = Undertow.builder().addHttpListener(port, "127.0.0.1");
    if (args[0].equals("backend")) {
      server.setHandler(exchange ->
          exchange
              .getRequestReceiver()
              .receiveFullBytes((read, body) -> {
                read.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
                read.getResponseSender().send(ByteBuffer.wrap(ANSWER));
              }));
    } else {
      server.setHandler(
          ProxyHandler.builder()
              .setProxyClient(
                  new LoadBalancingProxyClient()
                      .addHost(URI.create(args[2]))
                      .setConnectionsPerThread(64))
              .build());
    }
    server.build().start();
  }
}
