package dev.oidcproxy.store.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files of other versions, and files of others. The newer version is made up. */
class SchemaTest {

  private static final Key KEY = new Key("collection", "a");
  private static final byte[] VALUE = {1};
  private static final Duration TTL = Duration.ofHours(1);
  private static final Schema NEWER =
      following("CREATE TABLE notes (text TEXT)", "INSERT INTO notes VALUES ('upgraded')");

  @RegisterExtension private final Disk disk = new Disk();

  @Test
  void an_older_file_is_brought_up_to_date_with_what_is_in_it() {
    writtenByThisVersion();
    try (DiskStore newer = disk.another(NEWER)) {
      assertThat(newer.get(KEY)).contains(VALUE);
      assertThat(newer.<String>write(session -> session.ask("SELECT text FROM notes")))
          .isEqualTo("upgraded");
    }
    try (DiskStore again = disk.another(NEWER)) {
      assertThat(again.<Integer>write(session -> session.askNumber("SELECT count(*) FROM notes")))
          .isEqualTo(1);
    }
  }

  @Test
  void a_newer_file_is_refused_in_words_and_left_alone() {
    writtenByThisVersion();
    try (DiskStore newer = disk.another(NEWER)) {
      assertThat(newer.check()).isEqualTo(new Health.Up());
    }
    String words =
        disk.file()
            + " was written by a newer version of this program (schema 2, this one knows 1): run"
            + " that version, or name another folder in client_storage.path";
    assertThatThrownBy(() -> disk.store().get(KEY))
        .isInstanceOf(StoreException.class)
        .hasMessage(words);
    assertThat(disk.store().check()).isEqualTo(new Health.Down(words));
    try (DiskStore newer = disk.another(NEWER)) {
      assertThat(newer.get(KEY)).contains(VALUE);
    }
  }

  @Test
  void an_upgrade_that_fails_half_way_leaves_the_older_file() {
    writtenByThisVersion();
    Schema broken = following("CREATE TABLE notes (text TEXT)", "INSERT INTO nowhere VALUES (1)");
    try (DiskStore newer = disk.another(broken)) {
      assertThatThrownBy(() -> newer.get(KEY)).isInstanceOf(StoreException.class);
    }
    assertThat(disk.store().get(KEY)).contains(VALUE);
    assertThat(disk.ask("SELECT count(*) FROM sqlite_schema WHERE name = 'notes'")).isEqualTo("0");
  }

  @Test
  void another_programs_database_is_refused_and_left_alone() throws Exception {
    Files.createDirectories(disk.folder());
    inDatabase("CREATE TABLE theirs (text TEXT)");
    byte[] before = Files.readAllBytes(disk.file());
    assertThatThrownBy(() -> disk.store().put(KEY, VALUE, TTL))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(disk.file() + " is not a store of this program");
    disk.store().close();
    assertThat(Files.readAllBytes(disk.file())).isEqualTo(before);
  }

  @Test
  void another_programs_empty_database_is_refused_as_well() throws Exception {
    Files.createDirectories(disk.folder());
    inDatabase("PRAGMA application_id = 42");
    assertThatThrownBy(() -> disk.store().put(KEY, VALUE, TTL))
        .hasMessageStartingWith(disk.file() + " is not a store of this program");
  }

  @Test
  void a_file_that_is_no_database_is_refused_and_left_alone() throws IOException {
    Files.createDirectories(disk.folder());
    byte[] before = "what somebody keeps here\n".repeat(100).getBytes(UTF_8);
    Files.write(disk.file(), before);
    assertThatThrownBy(() -> disk.store().put(KEY, VALUE, TTL))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(disk.file() + " is not a store of this program");
    disk.store().close();
    assertThat(Files.readAllBytes(disk.file())).isEqualTo(before);
  }

  /** As after a kill between the making of the file and the first table. */
  @Test
  void an_empty_file_becomes_a_store() throws IOException {
    Files.createDirectories(disk.folder());
    Files.createFile(disk.file());
    disk.store().put(KEY, VALUE, TTL);
    assertThat(disk.store().get(KEY)).contains(VALUE);
  }

  private void writtenByThisVersion() {
    try (DiskStore current = disk.another()) {
      current.put(KEY, VALUE, TTL);
    }
  }

  private void inDatabase(String sql) throws SQLException {
    try (Connection theirs = DriverManager.getConnection("jdbc:sqlite:" + disk.file());
        Statement statement = theirs.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Schema following(String... upgrade) {
    return new Schema(List.of(Schema.CURRENT.upgrades().getFirst(), List.of(upgrade)));
  }
}
