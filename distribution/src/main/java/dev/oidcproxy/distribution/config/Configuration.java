package dev.oidcproxy.distribution.config;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One configuration, read once. Readers take their values from {@link #reader}; when all are done,
 * {@link #problems} has everything that is wrong.
 */
public final class Configuration {

  private static final List<Path> USUAL_PLACES =
      List.of(Path.of("oidc-proxy.yaml"), Path.of("/etc/oidc-proxy/oidc-proxy.yaml"));

  private final Document document;
  private final Environment environment;
  private final LayeredSource source;
  private final List<Problem> inFile;
  private final List<Problem> found = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Set<String> unread = new HashSet<>();

  private Configuration(Document document, Environment environment, List<Problem> inFile) {
    this.document = document;
    this.environment = environment;
    this.source = new LayeredSource(document, environment);
    this.inFile = inFile;
  }

  /**
   * From a file and the environment.
   *
   * @param file absent: the first of the usual places that has one, or the environment alone
   */
  public static Configuration load(Optional<Path> file, Map<String, String> variables) {
    Optional<Path> chosen = file.or(() -> USUAL_PLACES.stream().filter(Files::exists).findFirst());
    if (chosen.isEmpty()) {
      return of("", "", variables);
    }
    String name = chosen.get().toString();
    try {
      return of(name, Files.readString(chosen.get()), variables);
    } catch (IOException e) {
      String message =
          "cannot be read: check that it exists, who may read it, and that it is UTF-8";
      Problem problem = new Problem("configuration file", Optional.of(name), message);
      return new Configuration(Document.NONE, new Environment(Map.of()), List.of(problem));
    }
  }

  /** From YAML text, which problems call {@code name}. */
  public static Configuration of(String name, String yaml, Map<String, String> variables) {
    Environment environment = new Environment(variables);
    List<Problem> problems = new ArrayList<>();
    Document document = new YamlReader(name, new Interpolation(environment), problems).read(yaml);
    return new Configuration(document, environment, problems);
  }

  /** Every documented key that this version has; list indices are {@code *}. */
  public static List<String> keysOfThisVersion() {
    return Contract.keys().stream().filter(k -> !k.isLater()).map(Contract.Key::path).toList();
  }

  /** Whether there is nothing to read values from: then only {@link #problems} makes sense. */
  public boolean isUnreadable() {
    return document.nodes().isEmpty() && !inFile.isEmpty();
  }

  public ConfigReader reader() {
    return ConfigReader.root(source, found, warnings);
  }

  /** Nobody can tell what the keys of this section mean, because its reader was not found. */
  public void leaveUnread(String section) {
    unread.add(section);
  }

  /** Everything that is wrong, each key once, in the order of the file. */
  public List<Problem> problems() {
    Set<String> broken = new HashSet<>();
    inFile.forEach(problem -> broken.add(problem.path()));
    Set<Problem> all = new LinkedHashSet<>(inFile);
    if (!isUnreadable()) {
      found.stream().filter(problem -> !broken.contains(problem.path())).forEach(all::add);
      all.addAll(new Leftovers(document, environment, source.asked(), unread).find());
    }
    return all.stream()
        .sorted(Comparator.comparingInt(this::position).thenComparing(Problem::toString))
        .toList();
  }

  /** What works but should not stay so. */
  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  /** Each value with where it came from, secrets masked. */
  public List<String> effectiveValues() {
    return new EffectiveValues(document, source).lines();
  }

  /** What is missing altogether comes first, then the file line by line, then the environment. */
  private int position(Problem problem) {
    Optional<String> origin = problem.origin();
    if (origin.isEmpty()) {
      return 0;
    }
    String ofFile = document.name() + " line ";
    return origin.get().startsWith(ofFile)
        ? Integer.parseInt(origin.get().substring(ofFile.length()))
        : Integer.MAX_VALUE;
  }
}
