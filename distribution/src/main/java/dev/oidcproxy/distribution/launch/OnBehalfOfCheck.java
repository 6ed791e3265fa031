package dev.oidcproxy.distribution.launch;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.spi.ExchangesTokens;
import java.util.List;
import java.util.Optional;

/** Judges whether the provider can get the tokens that backends are to have. */
final class OnBehalfOfCheck {

  private OnBehalfOfCheck() {}

  /**
   * @param provider what binds the provider, among other modules
   */
  static void check(List<ProtectedResource> resources, List<Module> provider, ConfigReader config) {
    for (ProtectedResource resource : resources) {
      resource
          .onBehalfOf()
          .flatMap(target ->
              provider.stream()
                  .filter(ExchangesTokens.class::isInstance)
                  .findFirst()
                  .map(module -> ((ExchangesTokens) module).objection(target))
                  .orElse(Optional.of("does not say that it can get tokens on a person's behalf")))
          .ifPresent(objection ->
              config.problem(
                  "resources",
                  "of " + resource.path() + ": on_behalf_of: the provider " + objection));
    }
  }
}
