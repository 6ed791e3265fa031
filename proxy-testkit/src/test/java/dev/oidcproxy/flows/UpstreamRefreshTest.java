package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.token.TokenLifetimes;
import dev.oidcproxy.testkit.Hold;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class UpstreamRefreshTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final TestProxy proxy = TestProxy.simple();
  private final TestClient client = TestClient.register(proxy);

  @Test
  void the_provider_is_asked_when_less_than_half_of_its_tokens_life_is_left() {
    Tokens tokens = client.signIn();
    proxy.clock().pass(Duration.ofMinutes(29));
    tokens = Tokens.of(client.refresh(tokens.refreshToken()));
    assertThat(proxy.provider().refreshes()).isZero();
    assertThat(tokens.expiresIn()).isEqualTo(31 * 60);

    proxy.clock().pass(Duration.ofMinutes(2));
    tokens = Tokens.of(client.refresh(tokens.refreshToken()));

    assertThat(proxy.provider().refreshes()).isOne();
    assertThat(tokens.expiresIn()).isEqualTo(60 * 60);
  }

  @Tag("F3")
  @Test
  void f3_a_provider_that_is_down_is_503_and_the_refresh_token_stays_good() {
    Tokens tokens = client.signIn();
    proxy.clock().pass(HOUR);
    proxy.provider().conduct().goDown();

    HttpResponse refused = client.refresh(tokens.refreshToken());
    Answers.assertRefused(refused, 503, "temporarily_unavailable");
    assertThat(refused.headers().first("Retry-After")).isPresent();

    proxy.provider().conduct().comeBack();
    assertThat(client.refresh(tokens.refreshToken()).status()).isEqualTo(200);
  }

  @Tag("F3")
  @Test
  void f3_an_answer_that_cannot_be_verified_ends_nothing() {
    Tokens tokens = client.signIn();
    proxy.clock().pass(HOUR);
    proxy.provider().conduct().loseTrust();

    Answers.assertRefused(client.refresh(tokens.refreshToken()), 503, "temporarily_unavailable");

    proxy.provider().conduct().regainTrust();
    Tokens newer = Tokens.of(client.refresh(tokens.refreshToken()));
    Answers.admitted(proxy.call(newer.access()));
  }

  @Tag("F3")
  @Test
  void f3_a_bad_minute_of_the_provider_costs_nothing_while_its_token_is_good() {
    Tokens tokens = client.signIn();
    proxy.clock().pass(Duration.ofMinutes(50));
    proxy.provider().conduct().goDown();

    assertThat(Tokens.of(client.refresh(tokens.refreshToken())).expiresIn()).isEqualTo(600);
  }

  @Test
  void a_provider_that_ended_the_grant_ends_ours() {
    Tokens tokens = client.signIn();
    proxy.clock().pass(HOUR);
    proxy.provider().conduct().endGrants();

    Answers.assertRefused(client.refresh(tokens.refreshToken()), 400, "invalid_grant");
    proxy.world().scheduler().work();

    assertThat(proxy.provider().revoked()).isEmpty();
    assertThat(proxy.world().events())
        .filteredOn(ProxyEvent.GrantRevoked.class::isInstance)
        .extracting(event -> ((ProxyEvent.GrantRevoked) event).reason())
        .containsExactly(ProxyEvent.Reason.PROVIDER_ENDED);
  }

  @Test
  void tokens_shorter_than_the_threshold_are_fetched_once_for_each_refresh() {
    TestProxy eager =
        TestProxy.of(
            TestSettings.simple()
                .lifetimes(
                    new TokenLifetimes(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofDays(365),
                        HOUR)));
    eager.provider().conduct().accessTokensLast(Optional.of(Duration.ofMinutes(1)));
    TestClient caller = TestClient.register(eager);
    Tokens tokens = caller.signIn();

    assertThat(caller.refresh(tokens.refreshToken()).status()).isEqualTo(200);
    assertThat(eager.provider().refreshes()).isOne();
  }

  @Test
  void a_provider_that_repeats_its_access_token_is_asked_once() {
    proxy.provider().conduct().repeatAccessTokens();
    Tokens tokens = client.signIn();
    proxy.clock().pass(HOUR);

    assertThat(Tokens.of(client.refresh(tokens.refreshToken())).expiresIn()).isEqualTo(3600);
    assertThat(proxy.provider().refreshes()).isOne();
  }

  @Test
  void tokens_that_come_for_a_grant_that_ended_meanwhile_are_revoked_as_well() {
    Tokens tokens = client.signIn();
    proxy.clock().pass(HOUR);
    Hold hold = proxy.provider().conduct().holdRefreshes();
    CompletableFuture<HttpResponse> refresh =
        CompletableFuture.supplyAsync(() -> client.refresh(tokens.refreshToken()));
    hold.awaitArrival();
    client.revoke(tokens.refreshToken());
    hold.release();

    Answers.assertRefused(refresh.join(), 400, "invalid_grant");
    proxy.world().scheduler().work();
    assertThat(proxy.provider().revoked()).hasSize(2).doesNotHaveDuplicates();
    assertThat(proxy.provider().revoked()).allMatch(UpstreamTokens::refreshable);
  }
}
