package dev.oidcproxy.distribution.plugin;

import dev.oidcproxy.application.spi.ProxyPlugin;
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
import java.util.ServiceLoader;

/**
 * Loads what offers itself as a plugin. The jars of the folder share one class loader, so that a
 * plugin can bring its libraries along beside it. They are opened one by one all the same, so that
 * whatever is wrong is told with the name of a jar.
 */
final class PluginSearch {

  private final List<Installed> installed = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  Plugins find(Optional<Path> folder) {
    ClassLoader ours = PluginSearch.class.getClassLoader();
    // What came with the program is in order, or its tests would have told.
    ServiceLoader.load(ProxyPlugin.class, ours)
        .forEach(plugin -> Installed.of(plugin, Optional.empty()).ifPresent(installed::add));
    List<PluginJar> jars =
        folder.filter(Files::isDirectory).map(PluginSearch::jars).orElse(List.of());
    if (!jars.isEmpty()) {
      ClassLoader theirs =
          new URLClassLoader(jars.stream().map(PluginSearch::url).toArray(URL[]::new), ours);
      jars.forEach(jar -> load(jar, theirs));
    }
    return new Plugins(List.copyOf(installed), List.copyOf(broken));
  }

  private void load(PluginJar jar, ClassLoader loader) {
    try {
      jar.offered().forEach(name -> load(name, jar, loader));
    } catch (IOException e) {
      broken.add(jar.name() + " is no jar, or damaged");
    }
  }

  private void load(String className, PluginJar jar, ClassLoader loader) {
    try {
      Object made = Class.forName(className, true, loader).getConstructor().newInstance();
      if (!(made instanceof ProxyPlugin plugin)) {
        refuse(className, jar, "it is no ProxyPlugin");
        return;
      }
      Installed.of(plugin, Optional.of(jar))
          .ifPresentOrElse(
              installed::add, () -> refuse(className, jar, "it does not say its slot and name"));
    } catch (ClassNotFoundException e) {
      refuse(className, jar, "there is no such class");
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      refuse(
          className, jar, "it must be a public class with a public constructor without parameters");
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      refuse(className, jar, Fault.of(e, Optional.of(jar)));
    }
  }

  private void refuse(String className, PluginJar jar, String why) {
    broken.add(className + " of " + jar.name() + ": " + why);
  }

  private static List<PluginJar> jars(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      List<PluginJar> jars = new ArrayList<>();
      files.forEach(file -> jars.add(new PluginJar(file)));
      jars.sort(Comparator.comparing(PluginJar::file));
      return jars;
    } catch (IOException e) {
      throw new UncheckedIOException("the plugins folder cannot be read", e);
    }
  }

  private static URL url(PluginJar jar) {
    try {
      return jar.file().toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("every file has a URL", e);
    }
  }
}
