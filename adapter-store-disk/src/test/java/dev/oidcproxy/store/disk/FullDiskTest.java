package dev.oidcproxy.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A disk that takes no more. A limit on the size of this process's files is there for everyone; a
 * file system of a megabyte only for those who may mount one.
 */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {

  private static final Duration TTL = Duration.ofHours(1);
  private static final byte[] SMALL = {1};
  private static final int MEBIBYTE = 1 << 20;

  @RegisterExtension private final Disk disk = new Disk();
  private int written;

  @Test
  void a_limit_on_files_fails_writes_until_it_is_lifted() throws Exception {
    disk.store().put(key(written++), SMALL, TTL);
    String self = "" + ProcessHandle.current().pid();
    run("prlimit", "--pid", self, "--fsize=" + MEBIBYTE + ":");
    try {
      failsWhenFull(MEBIBYTE);
    } finally {
      run("prlimit", "--pid", self, "--fsize=unlimited:");
    }
    worksAgain();
  }

  @Test
  void a_full_file_system_fails_writes_until_there_is_room() throws Exception {
    Files.createDirectories(disk.folder());
    boolean mounted = mount("size=3m");
    assumeTrue(mounted, "may not mount; the other test has its own way of filling a disk");
    try {
      disk.store().put(key(written++), SMALL, TTL);
      Path ballast = Files.write(disk.folder().resolve("ballast"), new byte[MEBIBYTE]);
      assertThat(failsWhenFull(4 * MEBIBYTE)).startsWith("the disk is full: ");
      Files.delete(ballast);
      worksAgain();
    } finally {
      disk.store().close();
      run("umount", disk.folder().toString());
    }
  }

  @Test
  void a_read_only_file_system_fails_until_it_is_writable() throws Exception {
    Files.createDirectories(disk.folder());
    assumeTrue(mount("ro"), "may not mount; the next test has its own way");
    try {
      assertThatThrownBy(() -> disk.store().put(key(0), SMALL, TTL))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(disk.file().toString())
          .hasMessageContaining("Read-only file system");
      run("mount", "-o", "remount,rw", disk.folder().toString());
      worksAgain();
    } finally {
      disk.store().close();
      run("umount", disk.folder().toString());
    }
  }

  /** SQLite refuses here what it otherwise refuses when the system does. */
  @Test
  void a_file_that_becomes_read_only_fails_writes_and_is_read_on() {
    disk.store().put(key(written++), SMALL, TTL);
    disk.store()
        .<Void>write(session -> {
          session.execute("PRAGMA query_only = ON");
          return null;
        });
    assertThatThrownBy(() -> disk.store().put(key(1), SMALL, TTL))
        .isInstanceOf(StoreException.class)
        .hasMessage(disk.file() + " cannot be written: the disk or the file is read-only");
    assertThat(disk.store().get(key(0))).contains(SMALL);
    worksAgain();
  }

  /** Fills the disk; what the store says then. */
  private String failsWhenFull(int atMost) {
    String words = null;
    byte[] value = new byte[20_000];
    for (int bytes = 0; words == null; bytes += value.length) {
      assertThat(bytes).isLessThan(4 * atMost);
      try {
        disk.store().put(key(written), value, TTL);
        written++;
      } catch (StoreException e) {
        words = e.getMessage();
      }
    }
    assertThat(words).contains(disk.file().toString());
    // SQLite may find room by clearing up, but not for this.
    assertThatThrownBy(() -> disk.store().put(key(written), new byte[atMost], TTL))
        .isInstanceOf(StoreException.class);
    assertThat(disk.store().get(key(0))).contains(SMALL);
    return words;
  }

  private void worksAgain() {
    disk.store().put(key(written++), SMALL, TTL);
    assertThat(disk.store().check()).isEqualTo(new Health.Up());
    disk.reopen();
    for (int i = 0; i < written; i++) {
      assertThat(disk.store().get(key(i))).as("entry %s", i).isPresent();
    }
    assertThat(disk.ask("PRAGMA integrity_check")).isEqualTo("ok");
  }

  private boolean mount(String options) throws IOException, InterruptedException {
    return exit("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.folder().toString()) == 0;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(exit(command)).as(String.join(" ", command)).isZero();
  }

  private static int exit(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }

  private static Key key(int number) {
    return new Key("collection", "entry " + number);
  }
}
