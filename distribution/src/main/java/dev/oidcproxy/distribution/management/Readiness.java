package dev.oidcproxy.distribution.management;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.IdentityProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Whether people can sign in and be served now, and what is in the way. */
public final class Readiness {

  private final IdentityProvider provider;
  private final Supplier<Health> store;
  private volatile boolean stopping;

  /**
   * @param store whether it can be used, and with our keys
   */
  public Readiness(IdentityProvider provider, Supplier<Health> store) {
    this.provider = provider;
    this.store = store;
  }

  /** From now on not ready: no load balancer shall send anybody here. */
  public void stop() {
    stopping = true;
  }

  /** May ask the provider. */
  boolean providerIsUp() {
    return checked(provider::check) instanceof Health.Up;
  }

  boolean storeIsUp() {
    return checked(store) instanceof Health.Up;
  }

  HttpResponse answer() {
    Health ofProvider = checked(provider::check);
    Health ofStore = checked(store);
    boolean ready = !stopping && ofProvider instanceof Health.Up && ofStore instanceof Health.Up;
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", stopping ? "stopping" : ready ? "ready" : "not ready");
    body.put("provider", words(ofProvider));
    body.put("store", words(ofStore));
    return HttpResponse.json(ready ? 200 : 503, body).noStore();
  }

  private static Health checked(Supplier<Health> check) {
    try {
      return check.get();
    } catch (UpstreamException | StoreException e) {
      return new Health.Down(e.getMessage());
    }
  }

  private static Map<String, String> words(Health health) {
    return switch (health) {
      case Health.Up up -> Map.of("status", "up");
      case Health.Down(String reason) -> {
        Map<String, String> down = new LinkedHashMap<>();
        down.put("status", "down");
        down.put("reason", reason);
        yield down;
      }
    };
  }
}
