package dev.oidcproxy.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may read the files, and who may have them open. */
class FilesTest {

  private static final Key KEY = new Key("collection", "a");
  private static final byte[] VALUE = {1};
  private static final Duration TTL = Duration.ofHours(1);

  @RegisterExtension private final Disk disk = new Disk();

  @Test
  void nothing_is_opened_before_it_is_needed() {
    disk.scheduler().work();
    assertThat(disk.folder()).doesNotExist();
    assertThat(disk.store().get(KEY)).isEmpty();
    assertThat(disk.file()).exists();
  }

  @Test
  void the_files_are_for_their_owner_only() throws IOException {
    disk.store().put(KEY, VALUE, TTL);
    assertThat(permissions(disk.folder())).isEqualTo("rwx------");
    for (String name : new String[] {"store.db", "store.db-wal", "store.db-shm", "store.lock"}) {
      assertThat(permissions(disk.folder().resolve(name))).as(name).isEqualTo("rw-------");
    }
  }

  @Test
  void a_closed_store_is_one_file() {
    disk.store().put(KEY, VALUE, TTL);
    assertThat(disk.store().get(KEY)).contains(VALUE);
    disk.store().close();
    assertThat(disk.folder())
        .isDirectoryNotContaining("glob:**-wal")
        .isDirectoryNotContaining("glob:**-shm");
  }

  @Test
  void a_file_that_others_may_read_is_closed_to_them() throws IOException {
    disk.store().put(KEY, VALUE, TTL);
    Files.setPosixFilePermissions(disk.file(), PosixFilePermissions.fromString("rw-r--r--"));
    disk.reopen();
    assertThat(disk.store().get(KEY)).contains(VALUE);
    assertThat(permissions(disk.file())).isEqualTo("rw-------");
  }

  @Test
  void a_folder_that_was_there_keeps_its_permissions() throws IOException {
    Files.createDirectories(disk.folder());
    Files.setPosixFilePermissions(disk.folder(), PosixFilePermissions.fromString("rwxr-x---"));
    disk.store().put(KEY, VALUE, TTL);
    assertThat(permissions(disk.folder())).isEqualTo("rwxr-x---");
  }

  @Test
  void a_folder_may_have_any_name() {
    Path folder = disk.folder().resolve("a?b#c%20d&e=f ;\u00e4'\"");
    DiskSettings settings = new DiskSettings(folder);
    try (DiskStore store = new DiskStore(settings, disk.clock(), disk.scheduler())) {
      store.put(KEY, VALUE, TTL);
      assertThat(store.get(KEY)).contains(VALUE);
      assertThat(folder.resolve("store.db")).exists();
    }
  }

  @Test
  void a_second_store_of_this_process_is_told_who_has_the_file() {
    disk.store().put(KEY, VALUE, TTL);
    String words = disk.file() + " is in use by this process";
    try (DiskStore second = disk.another()) {
      assertThatThrownBy(() -> second.put(KEY, VALUE, TTL))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith(words);
      assertThat(second.check())
          .isInstanceOfSatisfying(
              Health.Down.class, down -> assertThat(down.reason()).startsWith(words));
      // Its failure has not cost the first one its lock.
      assertThat(tryInAnotherProcess()).contains("is in use by another process");
      disk.store().close();
      assertThat(second.get(KEY)).contains(VALUE);
    }
  }

  @Test
  void a_second_process_is_told_who_has_the_file() {
    disk.store().put(KEY, VALUE, TTL);
    assertThat(tryInAnotherProcess())
        .contains(disk.file() + " is in use by another process: one at a time may have it.");
    disk.store().close();
    assertThat(tryInAnotherProcess()).isEqualTo("Up");
  }

  @Test
  void a_folder_that_cannot_be_made_is_named() throws IOException {
    Files.createFile(disk.folder());
    assertThatThrownBy(() -> disk.store().get(KEY))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(disk.file() + " cannot be used: ");
    Files.delete(disk.folder());
    assertThat(disk.store().check()).isEqualTo(new Health.Up());
  }

  private String tryInAnotherProcess() {
    return Child.output(CheckingChild.class, disk.folder().toString());
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
