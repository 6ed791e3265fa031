package dev.oidcproxy.application.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

  private final List<Problem> problems = new ArrayList<>();

  @TempDir Path folder;

  private ConfigReader reader(Map<String, String> values) {
    return ConfigReader.root(new MapSource(values), problems);
  }

  private List<String> words() {
    return problems.stream().map(Problem::toString).toList();
  }

  @Test
  void values_are_read_by_type() {
    ConfigReader reader =
        reader(
            Map.of(
                "text",
                "words",
                "flag",
                "TRUE",
                "number",
                "7",
                "seconds",
                "90",
                "ttl",
                "12h",
                "url",
                "HTTPS://Example.com/",
                "list",
                "a,b",
                "map.one",
                "1",
                "choice",
                "jwt"));

    assertThat(reader.text("text")).contains("words");
    assertThat(reader.flag("flag", false)).isTrue();
    assertThat(reader.integer("number", 1, 0)).isEqualTo(7);
    assertThat(reader.seconds("seconds", 0)).contains(Duration.ofSeconds(90));
    assertThat(reader.duration("ttl")).contains(Duration.ofHours(12));
    assertThat(reader.url("url")).contains("HTTPS://Example.com/");
    assertThat(reader.list("list")).contains(List.of("a", "b"));
    assertThat(reader.map("map")).isEqualTo(Map.of("one", "1"));
    assertThat(reader.choice("choice", IdentityMode.class)).contains(IdentityMode.JWT);
    assertThat(problems).isEmpty();
  }

  @Test
  void an_absent_value_is_its_default_and_no_problem() {
    ConfigReader reader = reader(Map.of());

    assertThat(reader.text("x")).isEmpty();
    assertThat(reader.flag("x", true)).isTrue();
    assertThat(reader.integer("x", 5, 0)).isEqualTo(5);
    assertThat(reader.list("x")).isEmpty();
    assertThat(reader.map("x")).isEmpty();
    assertThat(reader.secret("x")).isEmpty();
    assertThat(reader.sections("x")).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void every_value_of_a_wrong_form_is_a_problem_that_says_the_right_one() {
    ConfigReader reader =
        reader(
            Map.of(
                "flag", "yes", "number", "-1", "seconds", "soon", "ttl", "2 weeks", "url",
                "ftp://x", "choice", "cookie"));

    reader.flag("flag", true);
    reader.integer("number", 1, 0);
    reader.seconds("seconds", 0);
    reader.duration("ttl");
    reader.url("url");
    reader.choice("choice", IdentityMode.class);

    assertThat(words())
        .containsExactly(
            "here: flag: must be true or false",
            "here: number: must be a whole number of at least 0",
            "here: seconds: must be a whole number of seconds, at least 0",
            "here: ttl: must be a duration such as 90d, 12h, 30m or 45s",
            "here: url: must be an http or https URL",
            "here: choice: must be one of headers, jwt, upstream_token, on_behalf_of, none");
  }

  @Test
  void a_url_with_user_information_or_a_fragment_is_refused() {
    ConfigReader reader = reader(Map.of("a", "https://u:p@host/", "b", "https://host/#f"));

    assertThat(reader.url("a")).isEmpty();
    assertThat(reader.url("b")).isEmpty();
    assertThat(problems).hasSize(2);
  }

  @Test
  void a_secret_comes_from_a_file_without_its_last_newline() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "two\nlines\n\n");

    Optional<Secret> secret = reader(Map.of("key_file", file.toString())).secret("key");

    assertThat(secret).contains(Secret.of("two\nlines\n"));
  }

  @Test
  void a_secret_file_that_cannot_be_read_is_a_problem() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    ConfigReader reader =
        reader(Map.of("a_file", folder.resolve("none").toString(), "b_file", empty.toString()));

    assertThat(reader.secret("a")).isEmpty();
    assertThat(reader.secret("b")).isEmpty();
    assertThat(words())
        .containsExactly(
            "here: a_file: names a file that cannot be read: check that it exists and who may read"
                + " it",
            "here: b_file: names an empty file: it must hold the secret and nothing else");
  }

  @Test
  void a_secret_given_twice_is_a_problem() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "s");
    ConfigReader reader = reader(Map.of("p.key", "canary", "p.key_file", file.toString()));

    reader.section("p").secret("key");

    assertThat(words())
        .containsExactly("here: p.key_file: is given as well as p.key: keep one of them");
  }

  @Test
  void secrets_are_one_or_a_list() {
    ConfigReader reader = reader(Map.of("one", "a", "two", "a,b"));

    assertThat(reader.secrets("one")).containsExactly(Secret.of("a"));
    assertThat(reader.secrets("two")).containsExactly(Secret.of("a"), Secret.of("b"));
    assertThat(reader.secrets("none")).isEmpty();
  }
}
