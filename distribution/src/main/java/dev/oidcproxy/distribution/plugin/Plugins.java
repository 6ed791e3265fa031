package dev.oidcproxy.distribution.plugin;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The plugins that are installed: on the class path and in the {@code plugins} folder. */
public final class Plugins {

  /** Names of what is there without a plugin, and so of none. */
  private static final Map<Slot, Set<String>> BUILT_IN =
      Map.of(
          Slot.STORE, Set.of("auto", "memory"),
          Slot.KEYRING, Set.of("system"),
          Slot.AUDIT_SINK, Set.of("stderr"),
          Slot.PAGES, Set.of("built_in"));

  private final List<Installed> installed;
  private final List<String> broken;

  /**
   * @param broken what could not be loaded and why, in words
   */
  Plugins(List<Installed> installed, List<String> broken) {
    this.installed = installed;
    this.broken = broken;
  }

  /**
   * Finds them; none does anything yet.
   *
   * @param folder whose jars are searched too, when there is such a folder
   */
  public static Plugins find(Optional<Path> folder) {
    return new PluginSearch().find(folder);
  }

  /** These, and others that were not searched for. */
  public static Plugins of(ProxyPlugin... installed) {
    return new Plugins(List.of(), List.of()).and(installed);
  }

  /** These too, in place of any that has the name of one. */
  public Plugins and(ProxyPlugin... others) {
    List<Installed> more =
        Stream.of(others)
            .flatMap(plugin -> Installed.of(plugin, Optional.empty()).stream())
            .toList();
    Stream<Installed> kept =
        installed.stream()
            .filter(old -> more.stream().noneMatch(p -> p.isFor(old.slot(), old.name())));
    return new Plugins(Stream.concat(kept, more.stream()).toList(), broken);
  }

  /**
   * The plugin of a slot with a name; a problem says when there is none, or more than one.
   *
   * @param config at the root
   */
  public Optional<ChosenPlugin> choose(Slot slot, String name, ConfigReader config) {
    List<Installed> all = called(slot, name);
    if (all.size() == 1) {
      return Optional.of(new ChosenPlugin(all.getFirst(), listing(slot), config));
    }
    config.problem(slot.key(), all.isEmpty() ? missing(slot) : ambiguous(all));
    return Optional.empty();
  }

  /**
   * What the key of a slot names; empty when that needs no plugin.
   *
   * @param config at the root
   */
  public Optional<String> named(Slot slot, ConfigReader config) {
    return config
        .section(slot.section())
        .text(slot.choice())
        .filter(name -> !builtIn(slot).contains(name));
  }

  /** As {@link #choose}, but it is no problem when there is none. */
  public Optional<ChosenPlugin> find(Slot slot, String name, ConfigReader config) {
    return called(slot, name).isEmpty() ? Optional.empty() : choose(slot, name, config);
  }

  /** Warns of what is installed and can never be chosen. */
  public void warn(ConfigReader config) {
    broken.forEach(what -> config.warning("plugins", "could not be loaded: " + what));
    Set<String> told = new TreeSet<>();
    for (Installed one : installed) {
      List<Installed> all = called(one.slot(), one.name());
      if (all.size() > 1 && told.add(one.slot() + one.name())) {
        config.warning("plugins", one.name() + " as " + one.slot().key() + " " + ambiguous(all));
      }
      if (builtIn(one.slot()).contains(one.name())) {
        config.warning(
            "plugins",
            one.listed() + " bears a name that " + one.slot().key() + " has for something else");
      }
    }
  }

  private List<Installed> called(Slot slot, String name) {
    return installed.stream().filter(plugin -> plugin.isFor(slot, name)).toList();
  }

  private static Set<String> builtIn(Slot slot) {
    return BUILT_IN.getOrDefault(slot, Set.of());
  }

  private static String ambiguous(List<Installed> all) {
    return "names more than one plugin: of "
        + all.stream().map(Installed::origin).sorted().collect(Collectors.joining(" and of "))
        + "; remove all but one";
  }

  private String missing(Slot slot) {
    String broke =
        broken.isEmpty() ? "" : "; these could not be loaded: " + String.join("; ", broken);
    return "names no installed plugin; there is: " + listing(slot) + broke;
  }

  /** What the key of a slot may name. */
  private String listing(Slot slot) {
    List<String> names = new ArrayList<>(builtIn(slot));
    installed.stream().filter(p -> p.slot() == slot).map(Installed::listed).forEach(names::add);
    return names.isEmpty() ? "none" : names.stream().sorted().collect(Collectors.joining(", "));
  }
}
