package dev.oidcproxy.application.language;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The words of one language, by name; every name that English has is there.
 *
 * @param locale whose tag pages carry as their language (BCP 47)
 * @param rightToLeft the direction of most of its letters
 */
public record Language(Locale locale, boolean rightToLeft, Map<String, String> words) {

  private static final Language ENGLISH = new Language(Locale.ENGLISH, false, builtIn());

  public Language {
    words = Map.copyOf(words);
  }

  /** The language that is complete. */
  public static Language english() {
    return ENGLISH;
  }

  /** A language of some words; the others stay English. */
  public static Language of(Locale locale, Map<String, String> own) {
    Map<String, String> all = new LinkedHashMap<>(ENGLISH.words());
    all.putAll(own);
    return new Language(locale, rightToLeft(own), all);
  }

  public String tag() {
    return locale.toLanguageTag();
  }

  /**
   * @throws IllegalArgumentException when English does not have it either
   */
  public String word(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("no words have the name " + name));
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(words.get(name));
  }

  /** Judged by its own letters, so that nobody has to keep a list of languages. */
  private static boolean rightToLeft(Map<String, String> own) {
    return own.values().stream().flatMapToInt(String::codePoints).map(Language::direction).sum()
        < 0;
  }

  private static int direction(int codePoint) {
    return switch (Character.getDirectionality(codePoint)) {
      case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> 1;
      case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC ->
          -1;
      default -> 0;
    };
  }

  private static Map<String, String> builtIn() {
    try (Reader file =
        new InputStreamReader(
            Language.class.getResourceAsStream("en.properties"), StandardCharsets.UTF_8)) {
      Properties read = new Properties();
      read.load(file);
      Map<String, String> words = new LinkedHashMap<>();
      read.stringPropertyNames().forEach(name -> words.put(name, read.getProperty(name)));
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
