package dev.oidcproxy.application.page;

import dev.oidcproxy.application.language.Language;
import dev.oidcproxy.domain.value.Scope;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The words of a page in its reader's language.
 *
 * @param scopes what the operator calls scopes
 */
record Texts(Language language, Map<Scope, String> scopes) {

  String tag() {
    return language.tag();
  }

  /** As HTML's {@code dir} has it. */
  String direction() {
    return language.rightToLeft() ? "rtl" : "ltr";
  }

  String of(Text text) {
    return language.word(text.key());
  }

  Phrase around(Text text) {
    return Phrase.of(of(text));
  }

  /** A day as its reader writes it. */
  String day(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(Locale.forLanguageTag(tag()))
        .format(day);
  }

  /** What a scope means: in the words of a language's file, of the operator, or of everybody. */
  Optional<String> of(Scope scope) {
    return language
        .find("scope." + scope.value())
        .or(() -> Optional.ofNullable(scopes.get(scope)))
        .or(() -> standard(scope).map(this::of));
  }

  String caution(Destination back) {
    return of(
        switch (back.kind()) {
          case LOOPBACK -> Text.TRUST_LOOPBACK;
          case PROGRAM -> Text.TRUST_PROGRAM;
          case SITE, CLEAR_TEXT -> Text.TRUST_SITE;
        });
  }

  private static Optional<Text> standard(Scope scope) {
    return switch (scope.value()) {
      case "openid" -> Optional.of(Text.SCOPE_OPENID);
      case "profile" -> Optional.of(Text.SCOPE_PROFILE);
      case "email" -> Optional.of(Text.SCOPE_EMAIL);
      case "offline_access" -> Optional.of(Text.SCOPE_OFFLINE_ACCESS);
      default -> Optional.empty();
    };
  }
}
