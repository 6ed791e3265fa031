package dev.oidcproxy.application.language;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A file of words: {@code <language>.properties}, in UTF-8. Names are those of the English file;
 * {@code scope.<scope>} says in its language what a scope of the operator's means.
 *
 * @param language absent when there is a problem
 * @param problems what makes the file unusable, each a sentence without its subject
 * @param warnings what works but should not stay so
 */
public record LanguageFile(
    Optional<Language> language, List<String> problems, List<String> warnings) {

  public static final String SUFFIX = ".properties";

  private static final String SCOPE = "scope.";
  private static final Pattern PLACE = Pattern.compile("\\{[a-z_]+}");

  /**
   * @param name of the file, such as {@code pt-BR.properties}
   */
  public static LanguageFile read(String name, String text) {
    List<String> problems = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Optional<Locale> locale = locale(name.substring(0, name.length() - SUFFIX.length()));
    if (locale.isEmpty()) {
      problems.add("is not named after a language, such as de.properties or pt-BR.properties");
    }
    Map<String, String> own = words(text, problems);
    for (Map.Entry<String, String> word : own.entrySet()) {
      check(word.getKey(), word.getValue(), problems, warnings);
    }
    long missing =
        Language.english().words().keySet().stream().filter(n -> !own.containsKey(n)).count();
    if (missing > 0 && !locale.equals(Optional.of(Locale.ENGLISH))) {
      warnings.add(missing + " texts are missing and stay English" + firstMissing(own));
    }
    return new LanguageFile(
        locale.filter(l -> problems.isEmpty()).map(l -> Language.of(l, own)),
        List.copyOf(problems),
        List.copyOf(warnings));
  }

  private static Optional<Locale> locale(String tag) {
    try {
      Locale locale = new Locale.Builder().setLanguageTag(tag).build();
      return Optional.of(locale).filter(l -> !l.getLanguage().isEmpty());
    } catch (IllformedLocaleException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> words(String text, List<String> problems) {
    Properties read = new Properties();
    try {
      read.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      problems.add("has a \\u that is not followed by four hexadecimal digits");
    }
    Map<String, String> words = new TreeMap<>();
    read.stringPropertyNames().forEach(name -> words.put(name, read.getProperty(name).strip()));
    return words;
  }

  private static void check(
      String name, String words, List<String> problems, List<String> warnings) {
    Optional<String> english = Language.english().find(name);
    if (words.isEmpty()) {
      problems.add(name + " has no words: write some or remove it");
    } else if (name.startsWith(SCOPE) && name.length() > SCOPE.length()) {
      checkPlaces(name, words, "", problems);
    } else if (english.isEmpty()) {
      warnings.add(
          "there is no text "
              + name
              + nearest(name).map(nearest -> ": did you mean " + nearest + "?").orElse(""));
    } else {
      checkPlaces(name, words, english.get(), problems);
    }
  }

  /** A page puts a value at each place, so each must be there as often as in English. */
  private static void checkPlaces(
      String name, String words, String english, List<String> problems) {
    List<String> expected = places(english);
    boolean stray = PLACE.matcher(words).replaceAll("").matches("(?s).*[{}].*");
    if (!places(words).equals(expected) || stray) {
      problems.add(
          expected.isEmpty()
              ? name + " must have no braces: nothing is put into it"
              : name
                  + " must have "
                  + String.join(" and ", expected)
                  + " once, and no other braces");
    }
  }

  private static List<String> places(String words) {
    return PLACE.matcher(words).results().map(MatchResult::group).sorted().toList();
  }

  /** Empty when no name resembles {@code written}. */
  private static Optional<String> nearest(String written) {
    return new TreeSet<>(Language.english().words().keySet())
        .stream()
            .min(Comparator.comparingInt(name -> EditDistance.between(written, name)))
            .filter(n -> EditDistance.between(written, n) <= Math.max(2, written.length() / 3));
  }

  private static String firstMissing(Map<String, String> own) {
    List<String> names =
        new TreeSet<>(Language.english().words().keySet())
            .stream().filter(n -> !own.containsKey(n)).limit(3).toList();
    return ", such as " + String.join(", ", names);
  }
}
