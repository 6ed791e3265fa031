package dev.oidcproxy.e2e.nodes;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** F2: {@code kill -9} at any moment, with state on disk. */
@Timeout(600)
class SigkillOnDiskTest {

  private static final int KILLS = Integer.getInteger("sigkill.count", 25);
  private static final long SEED = Long.getLong("sigkill.seed", System.nanoTime());

  @TempDir Path folder;

  @Tag("F2")
  @Test
  void f2_nothing_that_was_acknowledged_is_lost_on_disk(TestReporter reporter) {
    reporter.publishEntry("sigkill.seed", Long.toString(SEED));
    try (Site site = new Site(folder, Site.disk(folder.resolve("data")))) {
      new Killings(site, SEED).run(KILLS);
    }
  }
}
