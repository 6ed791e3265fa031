package dev.oidcproxy.application.spi;

import dev.oidcproxy.domain.port.TokenExchange.Target;
import java.util.Optional;

/**
 * What the module of a {@link ProxyPlugin} is beside a module, when its provider has a {@link
 * dev.oidcproxy.domain.port.TokenExchange}. It lets the configuration be judged before anything is
 * opened; without it {@code identity: on_behalf_of} is a problem.
 */
public interface ExchangesTokens {

  /** As {@link dev.oidcproxy.domain.port.TokenExchange#objection}. */
  Optional<String> objection(Target target);
}
