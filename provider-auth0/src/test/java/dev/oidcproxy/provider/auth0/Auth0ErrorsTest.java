package dev.oidcproxy.provider.auth0;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.provider.oidc.profile.OidcProfile.ErrorWords;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.RecordedAnswer;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Auth0 says when something is wrong, in its own words, and what we make of it. */
class Auth0ErrorsTest {

  private final ErrorWords errors =
      Auth0.from(
              ConfiguredPairs.section(
                  "provider",
                  new ArrayList<>(),
                  "config_url",
                  "https://tenant.eu.auth0.com/.well-known/openid-configuration",
                  "client_id",
                  "id",
                  "client_secret",
                  "secret",
                  "audience",
                  "https://api.example.com"))
          .profile()
          .errors();

  @ParameterizedTest
  @CsvSource({
    "service-not-found, 'provider.audience (Applications, APIs)'",
    "refresh-token-reused, used twice",
    "organization-required, set provider.organization",
    "organization-not-an-id, use its id",
    "grant-type-not-allowed, switch the grant types Authorization Code and Refresh Token on",
    "client-not-authorized, Application Access"
  })
  void the_fix_of_an_error_is_told_and_nothing_else_of_it(String answer, String fix) {
    String description = RecordedAnswer.of(answer).description();
    assertThat(errors.fix(description))
        .get()
        .asString()
        .contains(fix)
        .doesNotContain(description, "auth0-jwt-authorizer", "DOMAIN");
  }

  @Test
  void somebody_who_is_no_member_is_told_as_one_and_not_by_name() {
    // The sentence as applications quote it, with names of our own.
    assertThat(errors.fix("user auth0|602c0dcab993 is not part of the org_9ybsU1dN2d organization"))
        .contains("the person is no member of provider.organization");
  }

  @Test
  void what_is_no_known_error_has_no_fix() {
    assertThat(errors.fix("something else")).isEmpty();
  }
}
