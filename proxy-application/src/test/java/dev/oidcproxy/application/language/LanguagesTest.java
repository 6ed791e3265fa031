package dev.oidcproxy.application.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

  static final Languages LANGUAGES =
      Languages.with(
          Stream.of("de", "fr", "pt-BR", "zh-Hant")
              .map(tag -> Language.of(Locale.forLanguageTag(tag), Map.of()))
              .toList());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de|de",
        "DE|de",
        "de-AT|de",
        "de-CH-1996,en|de",
        "en-US,en;q=0.9,de;q=0.8|en",
        "en;q=0.3, de;q=0.9|de",
        "es, fr;q=0.2|fr",
        "fr;q=0, de;q=0.1|de",
        "pt-BR|pt-BR",
        "pt|pt-BR",
        "pt-PT,de;q=0.5|pt-BR",
        "zh-Hant-TW|zh-Hant",
        "es|en",
        "*|en",
        "de;q=2|en",
        "!!|en",
        "''|en"
      })
  void the_best_liked_language_that_there_is(String accepted, String best) {
    assertThat(LANGUAGES.best(Optional.of(accepted)).tag()).isEqualTo(best);
  }

  @Test
  void who_says_nothing_reads_english() {
    assertThat(LANGUAGES.best(Optional.empty()).tag()).isEqualTo("en");
  }

  @Test
  void a_header_longer_than_any_browsers_says_nothing() {
    assertThat(LANGUAGES.best(Optional.of("de," + "x-a,".repeat(500) + "de")).tag())
        .isEqualTo("en");
  }

  @Test
  void an_english_of_the_operators_takes_the_place_of_ours() {
    Language own = Language.of(Locale.ENGLISH, Map.of("approve", "Allow"));
    assertThat(Languages.with(List.of(own)).best(Optional.of("fr")).word("approve"))
        .isEqualTo("Allow");
  }
}
