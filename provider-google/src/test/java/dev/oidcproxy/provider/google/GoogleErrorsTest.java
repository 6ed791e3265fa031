package dev.oidcproxy.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.provider.oidc.profile.OidcProfile.ErrorWords;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.RecordedAnswer;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Google says when something is wrong, in its own words, and what we make of it. */
class GoogleErrorsTest {

  private final ErrorWords errors =
      Google.from(
              ConfiguredPairs.section(
                  "provider", new ArrayList<>(), "client_id", "id", "client_secret", "secret"))
          .profile()
          .errors();

  @ParameterizedTest
  @CsvSource({
    "refresh-token-ended, publish it under Audience",
    "client-not-found, check provider.client_id",
    "offline-access-refused, check provider.required_scopes"
  })
  void the_fix_of_an_error_is_told_and_nothing_else_of_it(String answer, String fix) {
    String description = RecordedAnswer.of(answer).description();
    assertThat(errors.fix(description))
        .get()
        .asString()
        .contains(fix)
        .doesNotContain(description, "userinfo.email");
  }

  @Test
  void a_wrong_secret_is_told_as_one() {
    // As users of many programs quote it, with invalid_client.
    assertThat(errors.fix("The provided client secret is invalid."))
        .contains("the client secret is wrong: check provider.client_secret");
  }

  @Test
  void what_is_no_known_error_has_no_fix() {
    assertThat(errors.fix("Unauthorized")).isEmpty();
    assertThat(errors.fix("")).isEmpty();
  }
}
