package dev.oidcproxy.distribution.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/**
 * The sources of a plugin, by class name. Those that are not {@code com.example} are compiled
 * against and left out of the jar, as another version of ours would be.
 */
public final class WrittenPlugin {

  /** A plugin of which the slot, the name and what its module does can be chosen. */
  private static final String SOURCE =
      """
      package com.example;

      import com.google.inject.Module;
      import dev.oidcproxy.application.config.ConfigReader;
      import dev.oidcproxy.application.spi.ProxyPlugin;
      import dev.oidcproxy.application.spi.Slot;

      public final class Mine implements ProxyPlugin {
        public Mine() {
          /*constructor*/
        }

        public Slot slot() {
          return Slot.SLOT;
        }

        public String name() {
          return "mine";
        }

        public Module module(ConfigReader config) {
          MODULE
        }
      }
      """;

  private final Map<String, String> sources = new LinkedHashMap<>();

  /**
   * The plugin {@code mine}, class {@code com.example.Mine}.
   *
   * @param slot the constant of its slot
   * @param module the statements that return its module
   */
  public static WrittenPlugin mine(String slot, String module) {
    return new WrittenPlugin()
        .with(
            "com.example.Mine",
            SOURCE.replace("Slot.SLOT", "Slot." + slot).replace("MODULE", module));
  }

  /** As above, whose constructor does something. */
  static WrittenPlugin constructedBy(String statement) {
    return new WrittenPlugin()
        .with(
            "com.example.Mine",
            SOURCE
                .replace("Slot.SLOT", "Slot.STORE")
                .replace("MODULE", "return binder -> {};")
                .replace("/*constructor*/", statement));
  }

  /** The same under another name. */
  WrittenPlugin named(String name) {
    sources.replaceAll((className, source) -> source.replace("\"mine\"", '"' + name + '"'));
    return this;
  }

  /** One more class. */
  WrittenPlugin with(String className, String source) {
    sources.put(className, source);
    return this;
  }

  /** Puts it into {@code folder}, offered as {@code com.example.Mine}. */
  public Path into(Path folder, String jar) {
    return into(folder, jar, name -> true);
  }

  /** As above, with some of its classes; the others are in none or in another jar. */
  Path into(Path folder, String jar, Predicate<String> which) {
    try {
      Path work = Files.createTempDirectory("plugin");
      Path classes = compiled(work);
      Path file = folder.resolve(jar);
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file));
          Stream<Path> made = Files.walk(classes.resolve("com/example"))) {
        for (Path each : made.filter(Files::isRegularFile).toList()) {
          String name = classes.relativize(each).toString();
          if (which.test(name)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(Files.readAllBytes(each));
          }
        }
        if (which.test("com/example/Mine.class")) {
          offer(out, "com.example.Mine");
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A jar that offers a class and has none. */
  static void emptyJar(Path folder, String jar, String className) {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(folder.resolve(jar)))) {
      offer(out, className);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes of the plugin's class in a jar one that needs another version of Java. */
  static void ofJava(int release, Path jar) throws IOException {
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      Path file = inside.getPath("com/example/Mine.class");
      byte[] bytes = Files.readAllBytes(file);
      // JVM specification section 4.1: the major version, of which 44 is Java 0
      bytes[6] = 0;
      bytes[7] = (byte) (release + 44);
      Files.write(file, bytes);
    }
  }

  private static void offer(JarOutputStream out, String className) throws IOException {
    out.putNextEntry(new ZipEntry("META-INF/services/dev.oidcproxy.application.spi.ProxyPlugin"));
    out.write((className + " # as the service loader has it\n").getBytes(UTF_8));
  }

  private Path compiled(Path work) throws IOException {
    Path classes = Files.createDirectory(work.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = work.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (failed != 0) {
      throw new IllegalStateException("the plugin does not compile");
    }
    return classes;
  }
}
