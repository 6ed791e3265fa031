package dev.oidcproxy.domain.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.authorization.Transaction.Step;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.Clients;
import dev.oidcproxy.domain.client.RedirectPolicy;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransactionTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Secret COOKIE = Secret.of("the browser's cookie");

  private final Transaction transaction = begin();

  @Test
  void it_begins_before_consent_with_all_that_was_checked() {
    assertThat(transaction.step()).isEqualTo(new Step.AwaitingConsent());
    assertThat(transaction.redirectUri().value()).isEqualTo("https://app.example/cb");
    assertThat(transaction.state()).contains("s");
    assertThat(transaction.challenge()).isEqualTo(Asked.CHALLENGE);
    assertThat(transaction.scope()).isEqualTo(Scope.parse("openid"));
  }

  @Test
  void it_belongs_to_the_browser_that_holds_the_cookie() {
    assertThat(transaction.binding().holds(COOKIE)).isTrue();
    assertThat(transaction.binding().holds(Secret.of("another cookie"))).isFalse();
    assertThat(transaction.toString()).doesNotContain(COOKIE.reveal());
  }

  @Test
  void it_ends_after_a_quarter_of_an_hour() {
    Instant end = NOW.plus(Duration.ofMinutes(15));
    assertThat(transaction.expired(end.minusNanos(1))).isFalse();
    assertThat(transaction.expired(end)).isTrue();
  }

  @Test
  void a_step_changes_nothing_else() {
    Transaction denied = transaction.with(new Step.Denied());
    assertThat(denied.step()).isEqualTo(new Step.Denied());
    assertThat(denied.with(transaction.step())).isEqualTo(transaction);
  }

  @Test
  void it_answers_where_it_was_asked_from() {
    assertThat(transaction.returnAddress("https://as.example").answer(Secret.of("c")))
        .isEqualTo("https://app.example/cb?code=c&state=s&iss=https%3A%2F%2Fas.example");
  }

  private static Transaction begin() {
    Client client = Clients.of("https://app.example/cb");
    AuthorizationRules rules =
        new AuthorizationRules(
            "https://as.example",
            RedirectPolicy.registeredOnly(),
            Scope.parse("openid"),
            Map.of(new Resource("https://mcp.example"), Scope.parse("openid")),
            Scope.parse("openid"));
    AuthorizationParameters sent = new Asked().with("state", "s").parameters();
    AuthorizationRequest request = rules.check(client, rules.returnAddress(client, sent), sent);
    return Transaction.begin(
        new TransactionId("A".repeat(22)), request, BrowserBinding.to(COOKIE), NOW);
  }
}
