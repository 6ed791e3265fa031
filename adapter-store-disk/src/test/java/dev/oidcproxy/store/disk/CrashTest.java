package dev.oidcproxy.store.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.Key;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The process ends at any moment, without warning. */
class CrashTest {

  private static final int ROUNDS = 5;

  @RegisterExtension private final Disk disk = new Disk();

  @Test
  void what_was_acknowledged_before_a_kill_is_there_after_it() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("CrashTest seed " + seed);
    Random random = new Random(seed);
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<String> ofRound = killed(round, random.nextInt(600));
      assertThat(ofRound).as("round %s, seed %s", round, seed).isNotEmpty();
      acknowledged.addAll(ofRound);
      for (String line : acknowledged) {
        Key key = new Key("collection", line.substring(1));
        assertThat(disk.store().get(key).isPresent())
            .as("%s, round %s, seed %s", line, round, seed)
            .isEqualTo(line.startsWith("+"));
      }
      assertThat(disk.ask("PRAGMA integrity_check")).isEqualTo("ok");
      // The child of the next round may have it; a lock of a killed one is no obstacle.
      disk.reopen();
    }
  }

  /** What a child acknowledged until it was killed, some time after its first line. */
  private List<String> killed(int round, int millis) throws Exception {
    Process child = Child.start(WritingChild.class, disk.folder().toString(), "" + round);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
      List<String> acknowledged = new ArrayList<>(List.of(lines.readLine()));
      // By its handle: Process would close the stream under whoever reads it.
      CompletableFuture<Void> killing =
          CompletableFuture.runAsync(
              () -> child.toHandle().destroyForcibly(),
              CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
      readRest(lines, acknowledged);
      killing.join();
      return acknowledged;
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private static void readRest(BufferedReader lines, List<String> acknowledged) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      acknowledged.add(line);
    }
  }
}
