package dev.oidcproxy.application.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AnyLanguageTest {

  @Property(tries = 300)
  void any_header_has_an_answer(@ForAll String accepted) {
    assertThat(LanguagesTest.LANGUAGES.all())
        .contains(LanguagesTest.LANGUAGES.best(Optional.of(accepted)));
  }
}
