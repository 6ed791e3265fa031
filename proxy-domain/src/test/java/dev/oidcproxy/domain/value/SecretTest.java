package dev.oidcproxy.domain.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  void a_secret_is_not_seen_in_text_of_any_kind() {
    Secret secret = Secret.of("hunter2");
    assertThat(secret).hasToString("Secret[redacted]");
    assertThat(List.of(Optional.of(secret)).toString()).doesNotContain("hunter2");
    assertThat(String.format("%s", secret)).doesNotContain("hunter2");
  }

  @Test
  void an_empty_secret_does_not_exist() {
    assertThatThrownBy(() -> Secret.of(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a secret is not empty");
  }

  @Property(tries = 200)
  void secrets_are_equal_when_their_texts_are(
      @ForAll @NotEmpty String one, @ForAll @NotEmpty String other) {
    assertThat(Secret.of(one)).isEqualTo(Secret.of(one)).hasSameHashCodeAs(Secret.of(one));
    assertThat(Secret.of(one).equals(Secret.of(other))).isEqualTo(one.equals(other));
    assertThat(Secret.of(one).reveal()).isEqualTo(one);
  }
}
