package dev.oidcproxy.distribution.plugin;

import dev.oidcproxy.application.spi.ProxyPlugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** A jar of the {@code plugins} folder: plugins, or what they need. */
record PluginJar(Path file) {

  private static final String SERVICES = "META-INF/services/" + ProxyPlugin.class.getName();

  /** As operators know it. */
  String name() {
    return file.getFileName().toString();
  }

  /**
   * The classes it offers as plugins; none for a library.
   *
   * @throws IOException when it is no jar
   */
  List<String> offered() throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      ZipEntry services = jar.getEntry(SERVICES);
      return services == null
          ? List.of()
          : classes(
              new String(jar.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Whether a class is in it. */
  boolean has(String className) {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.getEntry(className.replace('.', '/') + ".class") != null;
    } catch (IOException e) {
      return false;
    }
  }

  /** As {@link java.util.ServiceLoader} reads it. */
  private static List<String> classes(String services) {
    List<String> classes = new ArrayList<>();
    for (String line : services.split("\\R")) {
      String name = line.replaceFirst("#.*", "").strip();
      if (!name.isEmpty() && !classes.contains(name)) {
        classes.add(name);
      }
    }
    return classes;
  }
}
