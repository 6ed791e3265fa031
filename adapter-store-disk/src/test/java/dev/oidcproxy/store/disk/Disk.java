package dev.oidcproxy.store.disk;

import dev.oidcproxy.testkit.AdjustableClock;
import dev.oidcproxy.testkit.ManualScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A store in a folder that is gone after the test. */
final class Disk implements AfterEachCallback {

  private final AdjustableClock clock = new AdjustableClock();
  private final ManualScheduler scheduler = new ManualScheduler(clock);
  private final Path parent = temporary();
  private final Path folder = parent.resolve("store");
  private DiskStore store = another();

  AdjustableClock clock() {
    return clock;
  }

  ManualScheduler scheduler() {
    return scheduler;
  }

  Path folder() {
    return folder;
  }

  Path file() {
    return folder.resolve("store.db");
  }

  DiskStore store() {
    return store;
  }

  /** The one value that a query answers, asked on the connection that writes. */
  String ask(String sql) {
    return store.write(session -> session.ask(sql));
  }

  void reopen() {
    store.close();
    store = another();
  }

  /** One more store in the same folder. */
  DiskStore another() {
    return another(Schema.CURRENT);
  }

  DiskStore another(Schema schema) {
    return new DiskStore(new DiskSettings(folder), schema, clock, scheduler);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    store.close();
    List<Path> all;
    try (Stream<Path> paths = Files.walk(parent)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("disk-store");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
