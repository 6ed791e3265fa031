package dev.oidcproxy.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.IdentityProvider.Refreshed;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.ReceivedRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every provider does with a refresh (RFC 6749 section 6) and a revocation (RFC 7009). */
interface ProviderRefreshContract {

  ProviderBench bench();

  @Test
  default void a_refresh_gives_new_tokens_for_one_request() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens before = bench.login().tokens();
      bench.clock().pass(Duration.ofHours(1));
      Refreshed refreshed = bench.refresh(before);
      assertThat(refreshed.tokens().accessToken()).isNotEqualTo(before.accessToken());
      assertThat(refreshed.tokens().refreshToken()).isPresent();
      assertThat(refreshed.tokens().refreshToken()).isNotEqualTo(before.refreshToken());
      assertThat(refreshed.tokens().obtainedAt()).isEqualTo(bench.clock().instant());
      assertThat(refreshed.tokens().scope()).containsAll(bench.provider().requiredScopes());
      assertThat(bench.fake().received(ProviderEndpoint.TOKEN)).hasSize(2);
    }
  }

  @Test
  default void a_refresh_without_a_new_refresh_token_keeps_the_old_one() {
    try (ProviderBench bench = bench()) {
      bench.fake().rotateRefreshTokens(false).tokenResponse("refresh_expires_in", 7200);
      UpstreamTokens before = bench.login().tokens();
      bench.fake().tokenResponse("refresh_expires_in", null);
      UpstreamTokens after = bench.refresh(before).tokens();
      assertThat(after.refreshToken()).isEqualTo(before.refreshToken());
      assertThat(after.refreshExpiresAt()).isEqualTo(before.refreshExpiresAt());
    }
  }

  @Test
  default void the_grant_ends_when_the_provider_says_so_and_only_then() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      bench.fake().fault(ProviderEndpoint.TOKEN, Fault.error(401, "invalid_grant"));
      assertEnded(bench, tokens);
      bench.fake().repair(ProviderEndpoint.TOKEN).endGrants();
      assertEnded(bench, tokens);
    }
  }

  @Test
  default void what_is_ambiguous_does_not_end_a_grant() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      unavailable(bench, tokens, Fault.error(401, "invalid_client"));
      unavailable(bench, tokens, Fault.error(400, "unauthorized_client"));
      unavailable(bench, tokens, Fault.error(400, "invalid_request"));
      unavailable(bench, tokens, Fault.error(503, "invalid_grant"));
      unavailable(bench, tokens, Fault.error(400, "Call +1 555 0100"));
      unavailable(bench, tokens, Fault.status(400));
      unavailable(bench, tokens, Fault.status(429));
      unavailable(bench, tokens, Fault.status(500));
      unavailable(bench, tokens, Fault.status(302));
      unavailable(bench, tokens, Fault.json(503, "{\"access_token\":\"a\"}"));
      unavailable(bench, tokens, Fault.html());
      unavailable(bench, tokens, Fault.huge());
      unavailable(bench, tokens, Fault.json("[]"));
      unavailable(bench, tokens, Fault.json("{\"access_token\":"));
      unavailable(bench, tokens, Fault.hangUp());
      CountDownLatch release = new CountDownLatch(1);
      bench.impatient();
      unavailable(bench, tokens, Fault.silence(release));
      bench.patient();
      release.countDown();
      bench.fake().repair(ProviderEndpoint.TOKEN);
      assertThat(bench.refresh(tokens).tokens()).isNotNull();
    }
  }

  @Test
  default void a_revocation_names_the_refresh_token() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      bench.provider().revoke(tokens);
      ReceivedRequest request = bench.fake().received(ProviderEndpoint.REVOCATION).getFirst();
      assertThat(request.form()).containsEntry("token_type_hint", "refresh_token");
      assertThat(bench.fake().revoked()).hasSize(1);
      assertEnded(bench, tokens);
    }
  }

  @Test
  default void a_revocation_that_may_succeed_later_says_so_and_others_are_over() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      bench.fake().fault(ProviderEndpoint.REVOCATION, Fault.status(503));
      assertThatExceptionOfType(UpstreamException.Unavailable.class)
          .isThrownBy(() -> bench.provider().revoke(tokens));
      bench.fake().fault(ProviderEndpoint.REVOCATION, Fault.error(400, "unsupported_token_type"));
      bench.provider().revoke(tokens);
    }
  }

  private static void unavailable(ProviderBench bench, UpstreamTokens tokens, Fault fault) {
    bench.fake().fault(ProviderEndpoint.TOKEN, fault);
    assertThatExceptionOfType(UpstreamException.Unavailable.class)
        .isThrownBy(() -> bench.refresh(tokens))
        .satisfies(e -> Silence.about(e, bench.fake()));
  }

  private static void assertEnded(ProviderBench bench, UpstreamTokens tokens) {
    assertThatExceptionOfType(UpstreamException.GrantEnded.class)
        .isThrownBy(() -> bench.refresh(tokens))
        .satisfies(e -> Silence.about(e, bench.fake()));
  }
}
