package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads one section of the configuration. A value that cannot be used becomes a {@link Problem} and
 * reads as absent, so that reading goes on and finds the next one; whoever started the reading must
 * look at the problems before using what was read.
 */
public final class ConfigReader {

  private final ConfigSource source;
  private final List<Problem> problems;
  private final List<Problem> warnings;
  private final String prefix;

  private ConfigReader(
      ConfigSource source, List<Problem> problems, List<Problem> warnings, String prefix) {
    this.source = source;
    this.problems = problems;
    this.warnings = warnings;
    this.prefix = prefix;
  }

  /** Reads from the root; what is wrong is added to {@code problems}. */
  public static ConfigReader root(ConfigSource source, List<Problem> problems) {
    return root(source, problems, new ArrayList<>());
  }

  /** As above; what works but should not stay so is added to {@code warnings}. */
  public static ConfigReader root(
      ConfigSource source, List<Problem> problems, List<Problem> warnings) {
    return new ConfigReader(source, problems, warnings, "");
  }

  public ConfigReader section(String key) {
    return new ConfigReader(source, problems, warnings, path(key) + ".");
  }

  /** The sections of a list, in order. */
  public List<ConfigReader> sections(String key) {
    List<ConfigReader> all = new ArrayList<>();
    for (int i = 0; i < source.sections(path(key)); i++) {
      all.add(section(key + "." + i));
    }
    return all;
  }

  public boolean has(String key) {
    return source.has(path(key));
  }

  public Optional<String> text(String key) {
    return source.text(path(key)).map(ConfigSource.Value::text);
  }

  /** As {@link #text}, and a problem when absent; the empty text stands in for it then. */
  public String requiredText(String key, String whatItIs) {
    return text(key)
        .orElseGet(() -> {
          problem(key, "is missing: " + whatItIs);
          return "";
        });
  }

  /**
   * A value that must not be seen, here or in {@code <key>_file}, which loses one trailing newline.
   */
  public Optional<Secret> secret(String key) {
    source.conceal(path(key));
    return either(key, text(key)).map(Secret::of);
  }

  /** As {@link #secret}, for one value or a list of them. */
  public List<Secret> secrets(String key) {
    source.conceal(path(key));
    List<String> here = list(key).orElse(List.of());
    Optional<String> inFile = either(key, here.stream().findFirst());
    return (here.isEmpty() ? inFile.stream() : here.stream()).map(Secret::of).toList();
  }

  public boolean flag(String key, boolean standard) {
    return optionalFlag(key).orElse(standard);
  }

  public Optional<Boolean> optionalFlag(String key) {
    return parsed(key, "true or false", ConfigFormats::flag);
  }

  public int integer(String key, int standard, int least) {
    return parsed(
            key, "a whole number of at least " + least, text -> ConfigFormats.atLeast(least, text))
        .orElse(standard);
  }

  /** A whole number of seconds. */
  public Optional<Duration> seconds(String key, int least) {
    return parsed(
            key,
            "a whole number of seconds, at least " + least,
            text -> ConfigFormats.atLeast(least, text))
        .map(Duration::ofSeconds);
  }

  /** A number with {@code s}, {@code m}, {@code h} or {@code d}; seconds without. */
  public Optional<Duration> duration(String key) {
    return parsed(key, "a duration such as 90d, 12h, 30m or 45s", ConfigFormats::duration);
  }

  /** An absolute http or https URL, as it was written. */
  public Optional<String> url(String key) {
    return parsed(key, "an http or https URL", ConfigFormats::webUrl);
  }

  /** One of the constants of an enum, written in lower case. */
  public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
    String names =
        String.join(
            ", ",
            Arrays.stream(type.getEnumConstants())
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList());
    return parsed(key, "one of " + names, t -> Enum.valueOf(type, t.toUpperCase(Locale.ROOT)));
  }

  /** A list of texts; absent is not the same as empty. */
  public Optional<List<String>> list(String key) {
    return source
        .list(path(key))
        .map(values -> values.stream().map(ConfigSource.Value::text).toList());
  }

  /** Texts by names that the operator chose. */
  public Map<String, String> map(String key) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String name : source.names(path(key))) {
      text(key + "." + name).ifPresent(value -> all.put(name, value));
    }
    return all;
  }

  /** The names that the operator chose below a key, whether or not they have a value. */
  public Set<String> names(String key) {
    return source.names(path(key));
  }

  /** Lists of texts by names that the operator chose. */
  public Map<String, List<String>> lists(String key) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (String name : source.names(path(key))) {
      list(key + "." + name).ifPresent(values -> all.put(name, values));
    }
    return all;
  }

  /**
   * A variable of the environment that is not ours, such as the one that says where this account
   * keeps its data.
   */
  public Optional<String> variable(String name) {
    return source.variable(name);
  }

  /**
   * A value made by {@code parse}; when that throws, a problem says what the value must be.
   *
   * @param expected completes "must be …"
   */
  public <T> Optional<T> parsed(String key, String expected, Function<String, T> parse) {
    return text(key)
        .flatMap(t -> {
          try {
            return Optional.of(parse.apply(t));
          } catch (IllegalArgumentException e) {
            problem(key, "must be " + expected);
            return Optional.empty();
          }
        });
  }

  /** Something wrong with a key. */
  public void problem(String key, String message) {
    problems.add(new Problem(path(key), source.origin(path(key)), message));
  }

  /** Something about a key that an operator should know and may leave as it is. */
  public void warning(String key, String message) {
    warnings.add(new Problem(path(key), source.origin(path(key)), message));
  }

  private String path(String key) {
    return prefix + key;
  }

  private Optional<String> either(String key, Optional<String> here) {
    String fileKey = key + "_file";
    Optional<String> inFile = text(fileKey).flatMap(name -> contents(fileKey, name));
    if (here.isPresent() && has(fileKey)) {
      problem(fileKey, "is given as well as " + path(key) + ": keep one of them");
    }
    return here.or(() -> inFile);
  }

  private Optional<String> contents(String key, String file) {
    try {
      String text = Files.readString(Path.of(file)).replaceFirst("\\r?\\n\\z", "");
      if (text.isEmpty()) {
        problem(key, "names an empty file: it must hold the secret and nothing else");
      }
      return Optional.of(text).filter(t -> !t.isEmpty());
    } catch (IOException | InvalidPathException e) {
      // The reason is the operator's to find: an exception's words may quote what the file holds.
      problem(key, "names a file that cannot be read: check that it exists and who may read it");
      return Optional.empty();
    }
  }
}
