package dev.oidcproxy.distribution.launch;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.distribution.plugin.ChosenPlugin;
import dev.oidcproxy.distribution.plugin.Plugins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code provider}: who signs people in, and who else may verify its tokens. */
final class ProviderChoice {

  private ProviderChoice() {}

  /** The modules that bind the provider and its token verifier; absent when none can be told. */
  static Optional<List<Module>> read(
      ConfigReader config, Plugins plugins, List<ProtectedResource> resources) {
    ConfigReader section = config.section(Slot.PROVIDER.section());
    Optional<ChosenPlugin> provider =
        plugins.choose(Slot.PROVIDER, section.text("type").orElse("oidc"), config);
    Optional<ChosenPlugin> verifier =
        section
            .text("token_verifier")
            .flatMap(name -> plugins.choose(Slot.TOKEN_VERIFIER, name, config));
    List<Module> modules = new ArrayList<>();
    verifier.ifPresent(plugin -> modules.add(plugin.module(section)));
    return provider.map(plugin -> {
      Module module = plugin.module(section);
      OnBehalfOfCheck.check(resources, module, config);
      modules.add(module);
      return modules;
    });
  }
}
