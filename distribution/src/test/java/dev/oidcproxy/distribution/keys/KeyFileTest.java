package dev.oidcproxy.distribution.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

  @TempDir Path folder;

  private Path path;
  private KeyFile file;

  @BeforeEach
  void choose() {
    path = folder.resolve("new/data/signing.key");
    file = new KeyFile(path);
  }

  @Test
  void it_is_made_once_for_its_owner_alone() throws IOException {
    Secret key = file.readOrMake();

    assertThat(file.readOrMake()).isEqualTo(key);
    assertThat(Files.readString(path)).isEqualTo(key.reveal() + "\n");
    assertThat(permissions(path)).isEqualTo("rw-------");
    assertThat(permissions(path.getParent())).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(path.getParent())) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void many_processes_at_once_have_one_key() throws Exception {
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Secret> one = file::readOrMake;
      List<Future<Secret>> keys = all.invokeAll(IntStream.range(0, 32).mapToObj(i -> one).toList());
      for (Future<Secret> key : keys) {
        assertThat(key.get()).isEqualTo(file.readOrMake());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
  void what_others_can_touch_is_refused(String permissions) throws IOException {
    file.readOrMake();
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));

    refused("chmod 600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "canary", "base64:canary", "base64:AAAA\n", "base64:\n\n"})
  void what_is_no_key_is_refused_and_left_as_it_is(String content) throws IOException {
    file.readOrMake();
    Files.writeString(path, content);

    refused("does not hold a key");
    assertThat(Files.readString(path)).isEqualTo(content);
  }

  @Test
  void a_huge_file_is_not_read() throws IOException {
    file.readOrMake();
    Files.writeString(path, file.readOrMake().reveal() + "\n".repeat(10_000));

    refused("does not hold a key");
  }

  @Test
  void a_folder_that_cannot_be_made_is_said_in_words() throws IOException {
    Files.writeString(folder.resolve("new"), "a file");

    refused("cannot be read or made");
  }

  @Test
  void a_folder_in_its_place_is_refused() throws IOException {
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

    assertThatThrownBy(file::readOrMake).isInstanceOf(UnusableKeyException.class);
  }

  private void refused(String words) {
    assertThatThrownBy(file::readOrMake)
        .isInstanceOf(UnusableKeyException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(words)
        .hasNoCause()
        .message()
        .doesNotContain("canary");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
