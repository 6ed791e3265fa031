package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.token.TokenLifetimes;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifetimeTest {

  private static final Duration YEAR = Duration.ofDays(365);

  private TestProxy proxy = TestProxy.simple();

  @Test
  void an_access_token_lives_as_long_as_the_providers() {
    proxy.provider().conduct().accessTokensLast(Optional.of(Duration.ofMinutes(10)));

    Tokens tokens = signIn();

    assertThat(tokens.expiresIn()).isEqualTo(600);
    long now = proxy.clock().instant().getEpochSecond();
    assertThat(Jwts.claims(tokens.access()))
        .containsEntry("iat", (int) now)
        .containsEntry("exp", (int) now + 600);
  }

  @Test
  void what_is_left_counts_and_not_what_there_was() {
    TestClient client = TestClient.register(proxy);
    String code = client.code();
    proxy.clock().pass(Duration.ofMinutes(4));

    assertThat(Tokens.of(client.redeem(code)).expiresIn()).isEqualTo(56 * 60);
  }

  @Test
  void a_token_lives_a_minute_at_least_while_the_provider_can_give_newer_ones() {
    proxy.provider().conduct().accessTokensLast(Optional.of(Duration.ofSeconds(10)));

    assertThat(signIn().expiresIn()).isEqualTo(60);
  }

  @Test
  void a_token_never_outlives_a_providers_that_cannot_be_refreshed() {
    proxy.provider().conduct().issueNoRefreshTokens();
    proxy.provider().conduct().accessTokensLast(Optional.of(Duration.ofSeconds(10)));

    Tokens tokens = signIn();

    assertThat(tokens.expiresIn()).isEqualTo(10);
    assertThat(tokens.refresh()).isEmpty();
  }

  @Test
  void a_provider_that_says_nothing_is_taken_for_an_hour_or_a_year() {
    proxy.provider().conduct().accessTokensLast(Optional.empty());
    assertThat(signIn().expiresIn()).isEqualTo(3600);

    proxy.provider().conduct().issueNoRefreshTokens();
    assertThat(signIn().expiresIn()).isEqualTo(YEAR.toSeconds());
  }

  @Test
  void the_operators_fallback_stands_in_for_what_the_provider_did_not_say() {
    proxy =
        with(new TokenLifetimes(none(), none(), of(Duration.ofMinutes(7)), YEAR, Duration.ZERO));
    proxy.provider().conduct().accessTokensLast(Optional.empty());

    assertThat(signIn().expiresIn()).isEqualTo(420);
  }

  @Test
  void the_operators_lifetime_may_be_shorter_or_longer_than_the_providers() {
    proxy =
        with(new TokenLifetimes(of(Duration.ofMinutes(5)), none(), none(), YEAR, Duration.ZERO));
    assertThat(signIn().expiresIn()).isEqualTo(300);

    proxy = with(new TokenLifetimes(of(Duration.ofHours(9)), none(), none(), YEAR, Duration.ZERO));
    assertThat(signIn().expiresIn()).isEqualTo(9 * 3600);

    proxy.provider().conduct().issueNoRefreshTokens();
    assertThat(signIn().expiresIn()).isEqualTo(3600);
  }

  @Test
  void a_refresh_token_lives_as_long_as_the_providers() {
    proxy.provider().conduct().refreshTokensLast(Duration.ofDays(2));
    TestClient client = TestClient.register(proxy);
    Tokens tokens = client.signIn();

    proxy.clock().pass(Duration.ofDays(2));

    Answers.assertRefused(client.refresh(tokens.refreshToken()), 400, "invalid_grant");
  }

  @Test
  void the_operators_word_on_refresh_tokens_comes_first() {
    proxy = with(new TokenLifetimes(none(), of(Duration.ofDays(1)), none(), YEAR, Duration.ZERO));
    proxy.provider().conduct().refreshTokensLast(Duration.ofDays(2));
    TestClient client = TestClient.register(proxy);
    Tokens tokens = client.signIn();
    proxy.clock().pass(Duration.ofHours(23));
    tokens = Tokens.of(client.refresh(tokens.refreshToken()));

    proxy.clock().pass(Duration.ofHours(23));
    tokens = Tokens.of(client.refresh(tokens.refreshToken()));
    proxy.clock().pass(Duration.ofDays(1));

    Answers.assertRefused(client.refresh(tokens.refreshToken()), 400, "invalid_grant");
  }

  @Test
  void an_access_token_ends_to_the_second() {
    Tokens tokens = signIn();
    proxy.clock().pass(Duration.ofHours(1).minusSeconds(1));
    Answers.admitted(proxy.call(tokens.access()));

    proxy.clock().pass(Duration.ofSeconds(1));

    assertThat(Answers.refused(proxy.call(tokens.access())).status()).isEqualTo(401);
  }

  private Tokens signIn() {
    return TestClient.register(proxy).signIn();
  }

  private static TestProxy with(TokenLifetimes lifetimes) {
    return TestProxy.of(TestSettings.simple().lifetimes(lifetimes));
  }

  private static Optional<Duration> none() {
    return Optional.empty();
  }

  private static Optional<Duration> of(Duration duration) {
    return Optional.of(duration);
  }
}
