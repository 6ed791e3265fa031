package dev.oidcproxy.domain.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("S11")
class CodeChallengeTest {

  /** RFC 7636 appendix B. */
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final CodeChallenge CHALLENGE =
      new CodeChallenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

  @Test
  void the_verifier_of_the_specification_verifies_its_challenge() {
    assertThat(CHALLENGE.verifiedBy(VERIFIER)).isTrue();
    assertThat(CodeChallenge.of(VERIFIER)).isEqualTo(CHALLENGE);
  }

  @Test
  void the_challenge_itself_is_no_verifier() {
    assertThat(CHALLENGE.verifiedBy(CHALLENGE.value())).isFalse();
  }

  @Test
  void a_verifier_of_the_wrong_form_verifies_nothing_even_when_its_hash_fits() {
    for (String verifier :
        new String[] {
          "", "short", "a".repeat(42), "a".repeat(129), "a".repeat(43) + "\n", " " + VERIFIER
        }) {
      assertThat(CodeChallenge.of(verifier).verifiedBy(verifier)).isFalse();
    }
  }

  @Test
  void the_shortest_and_the_longest_verifier_do() {
    for (String verifier : new String[] {"a".repeat(43), "~".repeat(128)}) {
      assertThat(CodeChallenge.of(verifier).verifiedBy(verifier)).isTrue();
    }
  }

  @Test
  void only_a_hash_in_base64url_is_a_challenge() {
    String challenge = CHALLENGE.value();
    for (String text :
        new String[] {
          "",
          "plain",
          challenge + "=",
          challenge + "\n",
          challenge.substring(1),
          "+" + challenge.substring(1)
        }) {
      assertThat(CodeChallenge.parse(text)).isEmpty();
      assertThatThrownBy(() -> new CodeChallenge(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not an S256 code challenge");
    }
    assertThat(CodeChallenge.parse(challenge)).contains(CHALLENGE);
  }

  @Property(tries = 300)
  void one_verifier_verifies_one_challenge(
      @ForAll("verifiers") String one, @ForAll("verifiers") String other) {
    assertThat(CodeChallenge.of(one).verifiedBy(other)).isEqualTo(one.equals(other));
    assertThat(CodeChallenge.of(one).verifiedBy(one)).isTrue();
  }

  @Provide
  Arbitrary<String> verifiers() {
    return Arbitraries.strings()
        .withCharRange('a', 'c')
        .withChars("-._~09Z")
        .ofMinLength(43)
        .ofMaxLength(128);
  }
}
