package dev.oidcproxy.e2e.nodes;

import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The dumbest of load balancers: each request goes to the next node, whoever it comes from. */
final class RoundRobin implements Function<HttpRequest, HttpResponse> {

  private final List<ProxyNode> nodes;
  private final AtomicInteger turn = new AtomicInteger();

  RoundRobin(ProxyNode... nodes) {
    this.nodes = List.of(nodes);
  }

  @Override
  public HttpResponse apply(HttpRequest request) {
    return nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size())).apply(request);
  }
}
