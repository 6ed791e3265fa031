package dev.oidcproxy.store.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.testkit.AdjustableClock;
import dev.oidcproxy.testkit.ManualScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Writes until it is killed, and says after each acknowledgement what is there or gone. */
final class WritingChild {

  private static final int WRITERS = 8;
  private static final Duration TTL = Duration.ofHours(1);

  private WritingChild() {}

  public static void main(String[] arguments) throws InterruptedException {
    AdjustableClock clock = new AdjustableClock();
    DiskSettings settings = new DiskSettings(Path.of(arguments[0]));
    DiskStore store = new DiskStore(settings, clock, new ManualScheduler(clock));
    for (int writer = 0; writer < WRITERS; writer++) {
      String prefix = arguments[1] + "." + writer + ".";
      Thread.ofVirtual().start(() -> write(store, prefix));
    }
    new CountDownLatch(1).await();
  }

  private static void write(DiskStore store, String prefix) {
    byte[] value = new byte[1024];
    for (int i = 0; ; i++) {
      String kept = prefix + i;
      store.put(new Key("collection", kept), value, TTL);
      say("+" + kept);
      String gone = prefix + i + ".taken";
      store.put(new Key("collection", gone), value, TTL);
      store.take(new Key("collection", gone));
      say("-" + gone);
    }
  }

  /** In one piece, so that a line is there or is not. */
  private static void say(String line) {
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
