package dev.oidcproxy.application.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageFileTest {

  @Test
  void what_is_missing_stays_english_and_is_warned_about() {
    LanguageFile file = LanguageFile.read("de.properties", "approve=Erlauben\n");

    Language german = file.language().orElseThrow();
    assertThat(german.word("approve")).isEqualTo("Erlauben");
    assertThat(german.word("deny")).isEqualTo("Deny");
    assertThat(german.tag()).isEqualTo("de");
    assertThat(file.warnings())
        .singleElement()
        .asString()
        .contains("texts are missing and stay English, such as access_to");
  }

  @Test
  void an_unknown_name_is_warned_about_with_the_nearest() {
    assertThat(LanguageFile.read("en.properties", "aprove=Allow\n").warnings())
        .containsExactly("there is no text aprove: did you mean approve?");
    assertThat(LanguageFile.read("en.properties", "something_else_altogether=x\n").warnings())
        .containsExactly("there is no text something_else_altogether");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sign_in_with=Anmelden.|sign_in_with must have {provider} once, and no other braces",
        "sign_in_with={provider} {provider}|sign_in_with must have {provider} once, and no other braces",
        "sign_in_with={app}|sign_in_with must have {provider} once, and no other braces",
        "sign_in_with={provider} {|sign_in_with must have {provider} once, and no other braces",
        "approve=Ja {app}|approve must have no braces: nothing is put into it",
        "approve={0}|approve must have no braces: nothing is put into it",
        "scope.read={scope}|scope.read must have no braces: nothing is put into it",
        "approve=|approve has no words: write some or remove it",
        "approve=\\u12|has a \\u that is not followed by four hexadecimal digits"
      })
  void words_that_a_page_could_not_fill_are_refused(String line, String problem) {
    LanguageFile file = LanguageFile.read("de.properties", line + "\n");

    assertThat(file.problems()).containsExactly(problem);
    assertThat(file.language()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"german words.properties", ".properties", "d.properties", "de_DE.properties"})
  void a_file_that_is_not_named_after_a_language_is_refused(String name) {
    assertThat(LanguageFile.read(name, "approve=x").problems())
        .containsExactly(
            "is not named after a language, such as de.properties or pt-BR.properties");
  }

  @Test
  void a_scope_may_have_words_in_every_language() {
    LanguageFile file = LanguageFile.read("de.properties", "scope.tools\\:call=Werkzeuge nutzen\n");

    assertThat(file.language().orElseThrow().find("scope.tools:call")).contains("Werkzeuge nutzen");
  }

  @ParameterizedTest
  @CsvSource({"he,אישור,true", "ar,موافقة,true", "de,Erlauben,false", "ja,承認,false"})
  void the_direction_is_that_of_the_letters(String tag, String words, boolean rightToLeft) {
    assertThat(
            LanguageFile.read(tag + ".properties", "approve=" + words)
                .language()
                .orElseThrow()
                .rightToLeft())
        .isEqualTo(rightToLeft);
  }
}
