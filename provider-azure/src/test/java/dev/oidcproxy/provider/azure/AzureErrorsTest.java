package dev.oidcproxy.provider.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.contract.RecordedAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What Microsoft says when something is wrong, in its own words, and what we make of it. */
class AzureErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "aadsts9010010, a resource was sent beside scope",
    "aadsts901002, a resource was sent beside scope",
    "aadsts65001, grant admin consent under API permissions",
    "aadsts70011, define it under Expose an API",
    "aadsts650053, additional_authorize_scopes",
    "aadsts28000, one token is for one API",
    "aadsts700022, one token is for one API",
    "aadsts28003, provider.required_scopes",
    "aadsts50011, base_url with redirect_path under Authentication",
    "aadsts50105, Users and groups",
    "aadsts50020, invite the person as guest",
    "aadsts7000215, 'the secret''s value, not its id'",
    "aadsts700082, the person has to sign in again",
    "aadb2c90118, self-service password reset",
    "aadb2c90091, the person cancelled"
  })
  void the_fix_of_an_error_is_told_and_nothing_else_of_it(String answer, String fix) {
    assertThat(AzureErrors.fix(RecordedAnswer.of(answer).description()))
        .get()
        .asString()
        .startsWithIgnoringCase(answer + ": ")
        .contains(fix)
        .doesNotContain("Trace", "Correlation", "Timestamp");
  }

  @Test
  void what_is_no_known_error_has_no_fix() {
    assertThat(AzureErrors.fix("AADSTS1: x")).isEmpty();
    assertThat(AzureErrors.fix("AADSTS90100100: x")).isEmpty();
    assertThat(AzureErrors.fix("something else")).isEmpty();
  }

  @Test
  void a_permission_that_was_taken_back_ends_the_grant_and_says_why_in_the_log() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(OidcProfile.class);
    log.start();
    logger.addAppender(log);
    try (ProviderBench bench = AzureBench.of()) {
      UpstreamTokens tokens = bench.login().tokens();
      bench.fake().fault(ProviderEndpoint.TOKEN, RecordedAnswer.of("aadsts65001").fault());
      assertThatExceptionOfType(UpstreamException.GrantEnded.class)
          .isThrownBy(() -> bench.refresh(tokens));
      bench.fake().fault(ProviderEndpoint.TOKEN, RecordedAnswer.of("aadsts70011").fault());
      assertThatExceptionOfType(UpstreamException.Unavailable.class)
          .isThrownBy(() -> bench.refresh(tokens))
          .withMessageContaining("invalid_scope");
      List<String> lines = log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
      assertThat(lines).hasSize(2);
      assertThat(lines.getFirst())
          .startsWith("Microsoft refused: AADSTS65001: nobody consented")
          .doesNotContain("AzureADBlob", "5617d05d");
      assertThat(lines.getLast()).startsWith("Microsoft refused: AADSTS70011: a scope is");
    } finally {
      logger.detachAppender(log);
    }
  }

  @Test
  void a_second_factor_that_became_necessary_needs_the_person() {
    try (ProviderBench bench = AzureBench.of()) {
      UpstreamTokens tokens = bench.login().tokens();
      bench.fake().fault(ProviderEndpoint.TOKEN, Fault.error(400, "interaction_required"));
      assertThatExceptionOfType(UpstreamException.GrantEnded.class)
          .isThrownBy(() -> bench.refresh(tokens));
    }
  }
}
