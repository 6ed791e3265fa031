package dev.oidcproxy.distribution.launch;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.ProxySettingsReader;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.config.SigningSettingsReader;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.keys.Machine;
import dev.oidcproxy.distribution.logging.LogFormat;
import dev.oidcproxy.distribution.management.ManagementSettings;
import dev.oidcproxy.distribution.plugin.Plugins;
import dev.oidcproxy.http.undertow.UndertowSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a configuration asks for, before anything is opened. To be carried out only when the
 * configuration has no problem.
 *
 * @param management absent: there is no management listener
 * @param keeping where keys and state are kept
 * @param modules bind what else was chosen
 */
public record Plan(
    ProxySettings settings,
    UndertowSettings server,
    Optional<ManagementSettings> management,
    LogFormat logFormat,
    Keeping keeping,
    List<Module> modules) {

  /** As below, for a machine that keeps nothing for anybody. */
  public static Plan read(Configuration configuration, Plugins plugins) {
    return read(configuration, plugins, Machine.bare());
  }

  /** Reads everything there is to read; problems and warnings are the configuration's to tell. */
  public static Plan read(Configuration configuration, Plugins plugins, Machine machine) {
    ConfigReader config = configuration.reader();
    ProxySettings settings = ProxySettingsReader.from(config);
    SigningSettings signing = SigningSettingsReader.from(config);
    SigningKeyCheck.check(signing, config);
    IntrospectionKeyCheck.check(config);
    UndertowSettings server = UndertowSettings.from(config);
    warnOfPlainText(config, server);
    List<Module> modules = new ArrayList<>();
    modules.add(OutboundModule.read(config));
    KeyringChoice keyring = KeyringChoice.read(config, plugins, signing, machine);
    modules.add(keyring.forProvider(config.section(Slot.PROVIDER.section())));
    Optional<Keeping> keeping = StoreChoice.read(config, plugins, signing, keyring);
    if (keeping.isEmpty()) {
      configuration.leaveUnread(Slot.STORE.section());
    }
    ProviderChoice.read(config, plugins, settings.protectedResources())
        .ifPresentOrElse(modules::addAll, () -> configuration.leaveUnread(Slot.PROVIDER.section()));
    for (Slot slot : List.of(Slot.AUDIT_SINK, Slot.PAGES)) {
      modules.addAll(extra(slot, configuration, plugins));
    }
    plugins.warn(config);
    return new Plan(
        settings,
        server,
        ManagementSettings.from(config),
        config.section("telemetry").choice("log_format", LogFormat.class).orElse(LogFormat.TEXT),
        keeping.orElse(Plan::nowhere),
        List.copyOf(modules));
  }

  /** What is ours unless a plugin is named in its place. */
  private static List<Module> extra(Slot slot, Configuration configuration, Plugins plugins) {
    ConfigReader config = configuration.reader();
    Optional<String> name = plugins.named(slot, config);
    Optional<Module> module =
        name.flatMap(chosen -> plugins.choose(slot, chosen, config))
            .map(plugin -> plugin.module(config.section(slot.section())));
    if (name.isPresent() && module.isEmpty()) {
      configuration.leaveUnread(slot.section());
    }
    return module.stream().toList();
  }

  private static Keeping.Kept nowhere() {
    throw new IllegalStateException("a plan with problems is not carried out");
  }

  private static void warnOfPlainText(ConfigReader config, UndertowSettings server) {
    boolean proxied = config.list("trusted_proxies").filter(list -> !list.isEmpty()).isPresent();
    if (!server.listen().isLoopback() && server.tls().isEmpty() && !proxied) {
      config.warning(
          "listen",
          "is beyond loopback without TLS: set tls, or trusted_proxies when a proxy in front"
              + " has it");
    }
  }
}
