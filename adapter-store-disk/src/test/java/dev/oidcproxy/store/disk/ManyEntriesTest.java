package dev.oidcproxy.store.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What must not take longer the more there is. */
class ManyEntriesTest {

  private static final int MANY = 20_000;
  private static final Duration TTL = Duration.ofHours(1);

  @RegisterExtension private final Disk disk = new Disk();

  @Test
  @EnabledOnOs(OS.LINUX)
  void to_open_a_store_reads_little_of_it() throws IOException {
    fill();
    disk.reopen();
    long before = bytesRead();
    assertThat(disk.store().get(key(MANY / 2))).isPresent();
    assertThat(bytesRead() - before).isLessThan(Files.size(disk.file()) / 10);
  }

  @Test
  void every_key_is_listed_once() {
    fill();
    assertThat(disk.store().keys("collection").distinct().count()).isEqualTo(MANY);
    assertThat(disk.store().keys("collection"))
        .containsAll(IntStream.range(0, MANY).mapToObj(ManyEntriesTest::key).toList());
  }

  @Test
  void what_expired_is_removed_while_others_write()
      throws InterruptedException, ExecutionException {
    fill();
    disk.clock().pass(TTL);
    int meanwhile = 0;
    try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> collecting = background.submit(disk.scheduler()::work);
      while (!collecting.isDone()) {
        disk.store().put(new Key("other", "entry " + meanwhile++), new byte[10], TTL);
      }
      collecting.get();
    }
    // Each waits for one small batch at most, not for all that there is to remove.
    assertThat(meanwhile).isGreaterThan(20);
    assertThat(disk.ask("SELECT count(*) FROM entries")).isEqualTo("" + meanwhile);
  }

  private void fill() {
    long expires = disk.clock().instant().plus(TTL).toEpochMilli();
    disk.store()
        .<Void>write(session -> {
          PreparedStatement insert =
              session.prepare(
                  "INSERT INTO entries (collection, id, expires, value) VALUES (?, ?, ?, ?)");
          for (int i = 0; i < MANY; i++) {
            insert.setString(1, "collection");
            insert.setBytes(2, key(i).id().getBytes(UTF_8));
            insert.setLong(3, expires);
            insert.setBytes(4, new byte[1000]);
            insert.executeUpdate();
          }
          return null;
        });
  }

  private static long bytesRead() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/io")).stream()
        .filter(line -> line.startsWith("rchar: "))
        .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
        .sum();
  }

  private static Key key(int number) {
    return new Key("collection", "entry " + number);
  }
}
