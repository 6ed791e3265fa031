package dev.oidcproxy.testkit.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.KeyVault;
import dev.oidcproxy.domain.value.Secret;
import org.junit.jupiter.api.Test;

/** The contract of {@link KeyVault}. */
public interface KeyVaultContract {

  /** The vault under test, opened anew at each call; empty at the start of a test. */
  KeyVault testee();

  @Test
  default void what_was_never_kept_is_absent() {
    assertThat(testee().get("nothing")).isEmpty();
  }

  @Test
  default void what_was_kept_is_there_for_whoever_comes_later() {
    testee().put("key", Secret.of("base64:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
    assertThat(testee().get("key").map(Secret::reveal))
        .contains("base64:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
  }

  @Test
  default void a_newer_secret_takes_the_place_of_the_older() {
    testee().put("replaced", Secret.of("one"));
    testee().put("replaced", Secret.of("two"));
    assertThat(testee().get("replaced").map(Secret::reveal)).contains("two");
  }

  @Test
  default void names_do_not_touch_each_other() {
    testee().put("left", Secret.of("one"));
    testee().put("left.right", Secret.of("two"));
    assertThat(testee().get("left").map(Secret::reveal)).contains("one");
    assertThat(testee().get("left.right").map(Secret::reveal)).contains("two");
    assertThat(testee().get("right")).isEmpty();
  }
}
