package dev.oidcproxy.application.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StylesheetTest {

  @Test
  void its_line_ends_are_those_over_which_a_browser_takes_the_hash() {
    Stylesheet written = Stylesheet.of("a {}\r\nb {}\rc {}\n\r\n");

    assertThat(written.text()).isEqualTo("a {}\nb {}\nc {}\n\n");
    assertThat(written).isEqualTo(Stylesheet.of("a {}\nb {}\nc {}\n\n"));
  }
}
