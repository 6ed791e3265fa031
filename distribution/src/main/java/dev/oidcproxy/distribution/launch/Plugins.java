package dev.oidcproxy.distribution.launch;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The plugins that are installed: on the class path and in the {@code plugins} folder. */
public final class Plugins {

  private final List<ProxyPlugin> installed;
  private final List<String> broken;

  private Plugins(List<ProxyPlugin> installed, List<String> broken) {
    this.installed = installed;
    this.broken = broken;
  }

  /**
   * Finds them; none does anything yet.
   *
   * @param folder whose jars are searched too, when there is such a folder
   */
  public static Plugins find(Optional<Path> folder) {
    List<ProxyPlugin> installed = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    var found = ServiceLoader.load(ProxyPlugin.class, loader(folder)).iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          return new Plugins(List.copyOf(installed), List.copyOf(broken));
        }
        installed.add(found.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        broken.add(String.valueOf(e.getMessage()));
      }
    }
  }

  /** These, and others that were not searched for. */
  static Plugins of(ProxyPlugin... installed) {
    return new Plugins(List.of(installed), List.of());
  }

  Plugins and(ProxyPlugin... others) {
    return new Plugins(Stream.concat(installed.stream(), Stream.of(others)).toList(), broken);
  }

  /** The plugin of a slot with a name; a problem of {@code config} says when there is none. */
  Optional<ProxyPlugin> choose(Slot slot, String name, ConfigReader config) {
    Optional<ProxyPlugin> chosen = find(slot, name);
    if (chosen.isEmpty()) {
      config.problem(slot.key(), missing(slot));
    }
    return chosen;
  }

  /** The plugin of a slot with a name, if it is installed. */
  Optional<ProxyPlugin> find(Slot slot, String name) {
    return installed.stream().filter(p -> p.slot() == slot && p.name().equals(name)).findFirst();
  }

  private String missing(Slot slot) {
    String broke =
        broken.isEmpty() ? "" : "; these could not be loaded: " + String.join("; ", broken);
    return "names no installed plugin; there is: " + String.join(", ", names(slot)) + broke;
  }

  private Set<String> names(Slot slot) {
    Set<String> names = new TreeSet<>();
    if (slot == Slot.STORE) {
      names.addAll(StoreChoice.BUILT_IN);
    }
    installed.stream().filter(p -> p.slot() == slot).forEach(p -> names.add(p.name()));
    return names.isEmpty() ? Set.of("none") : names;
  }

  private static ClassLoader loader(Optional<Path> folder) {
    ClassLoader ours = Plugins.class.getClassLoader();
    List<URL> jars = folder.filter(Files::isDirectory).map(Plugins::jars).orElse(List.of());
    return jars.isEmpty() ? ours : new URLClassLoader(jars.toArray(URL[]::new), ours);
  }

  private static List<URL> jars(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      List<Path> jars = new ArrayList<>();
      files.forEach(jars::add);
      jars.sort(Comparator.naturalOrder());
      List<URL> urls = new ArrayList<>();
      for (Path jar : jars) {
        urls.add(url(jar));
      }
      return urls;
    } catch (IOException e) {
      throw new UncheckedIOException("the plugins folder cannot be read", e);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("every file has a URL", e);
    }
  }
}
