package dev.oidcproxy.distribution.plugin;

import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import java.util.Optional;

/**
 * A plugin that can be chosen. Slot and name were asked for once: a plugin that answers differently
 * each time is its author's riddle and not ours.
 *
 * @param jar absent: it came with the program
 */
record Installed(ProxyPlugin plugin, Slot slot, String name, Optional<PluginJar> jar) {

  /** Asks it for slot and name; empty when it does not say both. */
  static Optional<Installed> of(ProxyPlugin plugin, Optional<PluginJar> jar) {
    Slot slot = plugin.slot();
    String name = plugin.name();
    return slot == null || name == null || name.isBlank()
        ? Optional.empty()
        : Optional.of(new Installed(plugin, slot, name, jar));
  }

  boolean isFor(Slot wanted, String called) {
    return slot == wanted && name.equals(called);
  }

  /** Where it came from. */
  String origin() {
    return jar.map(PluginJar::name).orElse("the program");
  }

  /** As it is listed: what came with the program needs no jar to be told. */
  String listed() {
    return name + jar.map(file -> " (" + file.name() + ")").orElse("");
  }
}
