package dev.oidcproxy.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.IdentityProvider.Refreshed;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.Signature;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an OpenID provider does with the ID token of a refresh (OpenID Connect Core section 12). */
interface IdTokenRefreshContract {

  ProviderBench bench();

  @Test
  default void a_refresh_without_an_id_token_keeps_the_old_one() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens before = bench.login().tokens();
      bench.fake().tokenResponse("id_token", null).tokenResponse("scope", null);
      Refreshed refreshed = bench.refresh(before);
      assertThat(refreshed.tokens().idToken()).isEqualTo(before.idToken());
      assertThat(refreshed.identity()).isEmpty();
    }
  }

  @Test
  default void a_refresh_may_tell_news_of_the_same_person() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens before = bench.login().tokens();
      bench.fake().person("user-1", "Ada King");
      assertThat(bench.refresh(before).identity().orElseThrow().name()).contains("Ada King");
    }
  }

  @Test
  default void a_refreshed_id_token_of_somebody_else_is_rejected() {
    rejects(fake -> fake.person("user-2", "Mallory"));
  }

  @Test
  default void a_refreshed_id_token_that_does_not_hold_is_rejected() {
    rejects(fake -> fake.signIdTokens(Signature.FORGED));
    rejects(fake -> fake.signIdTokens(Signature.NONE));
    rejects(fake -> fake.idToken("iss", "https://evil.example"));
    rejects(fake -> fake.idToken("aud", "another-client"));
    rejects(fake -> fake.idToken("nonce", "the-nonce-of-another-login"));
    rejects(fake -> fake.idToken("exp", 1_000_000));
  }

  @Test
  default void a_refresh_token_is_not_spent_while_nothing_could_be_verified() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      bench.clock().pass(Duration.ofDays(2));
      bench.fake().fault(ProviderEndpoint.JWKS, Fault.status(500));
      assertThatExceptionOfType(UpstreamException.Unavailable.class)
          .isThrownBy(() -> bench.refresh(tokens));
      assertThat(bench.fake().received(ProviderEndpoint.TOKEN)).hasSize(1);
      bench.fake().repair(ProviderEndpoint.JWKS);
      bench.clock().pass(Duration.ofMinutes(1));
      assertThat(bench.refresh(tokens).tokens().refreshToken()).isPresent();
    }
  }

  private void rejects(Consumer<FakeProvider> lie) {
    try (ProviderBench bench = bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      lie.accept(bench.fake());
      assertThatExceptionOfType(UpstreamException.Unverified.class)
          .isThrownBy(() -> bench.refresh(tokens))
          .satisfies(e -> Silence.about(e, bench.fake()))
          .satisfies(e -> assertGoesOn(bench, tokens.refreshedBy(e.refreshToken())));
    }
  }

  /** The old refresh token is spent, and the new one is as good as any. */
  private static void assertGoesOn(ProviderBench bench, UpstreamTokens kept) {
    assertThatExceptionOfType(UpstreamException.Unverified.class)
        .isThrownBy(() -> bench.refresh(kept));
  }
}
