package dev.oidcproxy.application.branding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogoTest {

  private static final String SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void the_content_says_what_an_image_is() {
    byte[] png = HexFormat.of().parseHex("89504e470d0a1a0a0000");

    assertThat(Logo.of(png).orElseThrow().mediaType()).isEqualTo("image/png");
    assertThat(Logo.of(png).orElseThrow().bytes()).isEqualTo(png);
    assertThat(Logo.of(bytes("<?xml version='1.0'?><!-- c --><!DOCTYPE svg PUBLIC 'a' 'b'>" + SVG)))
        .map(Logo::mediaType)
        .contains("image/svg+xml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GIF89a",
        "<html><body>hello</body></html>",
        "<svg/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\">",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/><script/>",
        "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            + "<svg xmlns=\"http://www.w3.org/2000/svg\">&x;</svg>"
      })
  void anything_else_is_none(String content) {
    assertThat(Logo.of(bytes(content))).isEmpty();
  }

  @Test
  void one_that_is_too_large_is_none() {
    assertThat(Logo.of(bytes(SVG + " ".repeat(Logo.LARGEST)))).isEmpty();
  }

  @Test
  void another_image_has_another_version() {
    assertThat(Logo.of(bytes(SVG)).orElseThrow().version())
        .isEqualTo(Logo.of(bytes(SVG)).orElseThrow().version())
        .isNotEqualTo(Logo.of(bytes(SVG + " ")).orElseThrow().version());
  }
}
