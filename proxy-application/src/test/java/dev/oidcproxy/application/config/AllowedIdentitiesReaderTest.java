package dev.oidcproxy.application.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.access.AllowedIdentities;
import dev.oidcproxy.domain.access.EmailAddress;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedIdentitiesReaderTest {

  @Test
  void every_list_is_read_and_domains_have_one_form() {
    assertThat(
            Reading.minimal()
                .and("allow.emails", "Bob@Example.com")
                .and("allow.domains", "CORP.com,müller.example")
                .and("allow.groups", "staff,ops")
                .and("allow.claims.tid", "t1,t2")
                .settings()
                .allowed())
        .isEqualTo(
            new AllowedIdentities(
                Set.of(new EmailAddress("Bob", "example.com")),
                Set.of("corp.com", "xn--mller-kva.example"),
                Set.of("staff", "ops"),
                Map.of("tid", Set.of("t1", "t2"))));
  }

  @Test
  void empty_lists_are_everyone() {
    assertThat(Reading.minimal().and("allow.emails", "[]").settings().allowed())
        .isEqualTo(AllowedIdentities.EVERYONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"@corp.com", "*.corp.com", "corp.com.", "https://corp.com", "a b"})
  void what_is_no_domain_is_a_problem(String domain) {
    assertThat(Reading.minimal().and("allow.domains", domain).problems())
        .containsExactly(
            "here: allow.domains: must be domains such as example.com, each by itself: those below"
                + " are not meant");
  }

  @Test
  void what_would_let_in_nobody_is_a_problem() {
    assertThat(Reading.minimal().and("allow.emails", "corp.com").problems())
        .containsExactly("here: allow.emails: must be e-mail addresses");
    assertThat(Reading.minimal().and("allow.claims.tid", "[]").problems())
        .containsExactly("here: allow.claims.tid: must have the values that let somebody in");
  }
}
