package dev.oidcproxy.distribution.launch;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.spi.ExchangesTokens;
import dev.oidcproxy.domain.port.TokenExchange.Target;
import java.util.List;
import java.util.Optional;

/** Judges whether the provider can get the tokens that backends are to have. */
final class OnBehalfOfCheck {

  private OnBehalfOfCheck() {}

  /**
   * @param provider what binds the provider
   */
  static void check(List<ProtectedResource> resources, Module provider, ConfigReader config) {
    for (ProtectedResource resource : resources) {
      resource
          .onBehalfOf()
          .flatMap(target -> objection(provider, target))
          .ifPresent(objection ->
              config.problem(
                  "resources",
                  "of " + resource.path() + ": on_behalf_of: the provider " + objection));
    }
  }

  private static Optional<String> objection(Module provider, Target target) {
    return provider instanceof ExchangesTokens exchanging
        ? exchanging.objection(target)
        : Optional.empty(); // it could not be made, which is a problem already
  }
}
