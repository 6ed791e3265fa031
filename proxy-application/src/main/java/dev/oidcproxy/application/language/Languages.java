package dev.oidcproxy.application.language;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The languages that pages can have.
 *
 * @param all one for each locale; English is among them
 */
public record Languages(List<Language> all) {

  /** No browser sends more, and what it sends is sorted. */
  private static final int LONGEST = 1000;

  public Languages {
    all = List.copyOf(all);
  }

  /** What there is without any file. */
  public static Languages builtIn() {
    return new Languages(List.of(Language.english()));
  }

  /** English and what was added; an added English takes the place of the one built in. */
  public static Languages with(List<Language> added) {
    boolean ownEnglish = added.stream().anyMatch(l -> l.locale().equals(Locale.ENGLISH));
    return new Languages(
        ownEnglish ? added : Stream.concat(Stream.of(Language.english()), added.stream()).toList());
  }

  /**
   * The language that the reader likes best of those there are, else English.
   *
   * @param accepted the {@code Accept-Language} header (RFC 9110 section 12.5.4)
   */
  public Language best(Optional<String> accepted) {
    return accepted.stream()
        .flatMap(header -> ranges(header).stream())
        .filter(range -> range.getWeight() > 0)
        .flatMap(range -> match(range.getRange()).stream())
        .findFirst()
        .orElseGet(this::standard);
  }

  /** Best first. A header that is none says nothing. */
  private static List<LanguageRange> ranges(String header) {
    if (header.length() > LONGEST) {
      return List.of();
    }
    try {
      return LanguageRange.parse(header);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  /**
   * {@code de-AT} is served by {@code de} (RFC 4647 section 3.4) and, when there is no other
   * German, by {@code de-CH}: the words of a neighbour are better than those of a stranger.
   */
  private Optional<Language> match(String range) {
    String tag =
        Locale.lookupTag(
            List.of(new LanguageRange(range)), all.stream().map(Language::tag).toList());
    String primary = range.split("-", 2)[0];
    return all.stream()
        .filter(l -> l.tag().equalsIgnoreCase(tag))
        .findFirst()
        .or(() -> all.stream().filter(l -> l.locale().getLanguage().equals(primary)).findFirst());
  }

  private Language standard() {
    return all.stream().filter(l -> l.locale().equals(Locale.ENGLISH)).findFirst().orElseThrow();
  }
}
