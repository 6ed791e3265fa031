package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one section of the configuration. A value that cannot be used becomes a {@link Problem} and
 * reads as absent, so that reading goes on and finds the next one; whoever started the reading must
 * look at the problems before using what was read.
 */
public final class ConfigReader {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(s|m|h|d)?");

  private final ConfigSource source;
  private final List<Problem> problems;
  private final String prefix;

  private ConfigReader(ConfigSource source, List<Problem> problems, String prefix) {
    this.source = source;
    this.problems = problems;
    this.prefix = prefix;
  }

  /** Reads from the root; what is wrong is added to {@code problems}. */
  public static ConfigReader root(ConfigSource source, List<Problem> problems) {
    return new ConfigReader(source, problems, "");
  }

  public ConfigReader section(String key) {
    return new ConfigReader(source, problems, path(key) + ".");
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
    return text(key).map(Secret::of);
  }

  public boolean flag(String key, boolean standard) {
    return optionalFlag(key).orElse(standard);
  }

  public Optional<Boolean> optionalFlag(String key) {
    return parsed(
        key,
        "true or false",
        t ->
            switch (t.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException();
            });
  }

  public int integer(String key, int standard, int least) {
    return parsed(
            key, "a whole number of at least " + least, t -> atLeast(Integer.parseInt(t), least))
        .orElse(standard);
  }

  /** A whole number of seconds. */
  public Optional<Duration> seconds(String key, int least) {
    return parsed(
            key,
            "a whole number of seconds, at least " + least,
            t -> atLeast(Integer.parseInt(t), least))
        .map(Duration::ofSeconds);
  }

  /** A number with {@code s}, {@code m}, {@code h} or {@code d}; seconds without. */
  public Optional<Duration> duration(String key) {
    return parsed(key, "a duration such as 90d, 12h, 30m or 45s", ConfigReader::toDuration);
  }

  /** An absolute http or https URL, as it was written. */
  public Optional<String> url(String key) {
    return parsed(key, "an http or https URL", ConfigReader::toUrl);
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
    String at = path(key);
    problems.add(new Problem(at, source.text(at).map(ConfigSource.Value::origin), message));
  }

  private String path(String key) {
    return prefix + key;
  }

  private static int atLeast(int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  private static Duration toDuration(String text) {
    Matcher m = DURATION.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException();
    }
    long amount = Long.parseLong(m.group(1));
    return switch (m.group(2) == null ? "s" : m.group(2)) {
      case "d" -> Duration.ofDays(amount);
      case "h" -> Duration.ofHours(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofSeconds(amount);
    };
  }

  private static String toUrl(String text) {
    URI uri = URI.create(text);
    boolean web =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!web
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException();
    }
    return text;
  }
}
