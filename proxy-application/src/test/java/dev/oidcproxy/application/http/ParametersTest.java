package dev.oidcproxy.application.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  @Test
  void names_and_values_are_decoded() {
    Parameters parameters = Parameters.parse("a=b+c%20d&%C3%A4=%26%3D&flag&=x");
    assertThat(parameters.first("a")).contains("b c d");
    assertThat(parameters.first("\u00e4")).contains("&=");
    assertThat(parameters.first("")).contains("x");
    assertThat(parameters.first("A")).isEmpty();
    assertThat(Parameters.parse("").repeated()).isEmpty();
  }

  @Test
  void an_empty_value_counts_as_absent() {
    Parameters parameters = Parameters.parse("a=&b&c=1");
    assertThat(parameters.first("a")).isEmpty();
    assertThat(parameters.all("b")).isEmpty();
    assertThat(parameters.first("c")).contains("1");
  }

  @Test
  void a_repetition_is_seen_however_it_is_spelt() {
    assertThat(Parameters.parse("a=1&b=2&%61=3").repeated()).containsExactly("a");
    assertThat(Parameters.parse("a=&a=").repeated()).containsExactly("a");
    assertThat(Parameters.parse("a=1&A=2").repeated()).isEmpty();
    assertThat(Parameters.parse("r=1&r=2").all("r")).containsExactly("1", "2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=%",
        "a=%4",
        "a=%zz",
        "%zz=a",
        "a=%-1",
        "a=%ff",
        "a=%c0%ae",
        "a=%ed%a0%80",
        "%ff",
        "a=\ufffd"
      })
  void what_is_badly_encoded_is_refused_and_not_guessed_at(String encoded) {
    refused(encoded, "a parameter is badly encoded");
  }

  @Test
  void there_are_a_hundred_at_most() {
    assertThat(Parameters.parse(many(100)).all("a")).hasSize(100);
    refused(many(101), "more than 100 parameters");
    refused("&".repeat(100_000), "more than 100 parameters");
  }

  @Property(tries = 300)
  void what_was_encoded_is_decoded(@ForAll String name, @ForAll String value) {
    if (StandardCharsets.UTF_8.newEncoder().canEncode(name + value)
        && !(name + value).contains("\ufffd")
        && !value.isEmpty()) {
      assertThat(Parameters.parse(encode(name) + "=" + encode(value)).first(name)).contains(value);
    }
  }

  @Property(tries = 500)
  void no_text_ends_in_anything_but_parameters_or_a_refusal(@ForAll String text) {
    try {
      assertThat(Parameters.parse(text)).isNotNull();
    } catch (OAuthException e) {
      assertThat(e.error()).isInstanceOf(OAuthError.InvalidRequest.class);
    }
  }

  private static void refused(String encoded, String words) {
    assertThatThrownBy(() -> Parameters.parse(encoded))
        .isInstanceOfSatisfying(
            OAuthException.class,
            e -> assertThat(e.error()).isEqualTo(new OAuthError.InvalidRequest(words)));
  }

  private static String many(int count) {
    return String.join("&", Collections.nCopies(count, "a=b"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
