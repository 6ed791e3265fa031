package dev.oidcproxy.store.disk;

import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.testkit.AdjustableClock;
import dev.oidcproxy.testkit.ManualScheduler;
import java.nio.file.Path;

/** Opens the store of a folder, and prints how it is. */
final class CheckingChild {

  private CheckingChild() {}

  public static void main(String[] arguments) {
    AdjustableClock clock = new AdjustableClock();
    DiskSettings settings = new DiskSettings(Path.of(arguments[0]));
    try (DiskStore store = new DiskStore(settings, clock, new ManualScheduler(clock))) {
      System.out.println(
          switch (store.check()) {
            case Health.Up up -> "Up";
            case Health.Down down -> down.reason();
          });
    }
  }
}
