package dev.oidcproxy.provider.oidc.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.contract.VerifierBench;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a verifier is asked, and what its word does to a login and to a refresh. */
class VerifiedLoginTest {

  private static final ProviderBench.Testee INTROSPECTING = testee(Verifiers.introspection());

  @Test
  void a_login_and_each_refresh_ask_once() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      assertThat(asked(bench)).isEqualTo(1);
      bench.refresh(tokens);
      assertThat(asked(bench)).isEqualTo(2);
    }
  }

  @Test
  void the_scopes_of_the_verifier_are_what_a_login_asks_for() {
    try (ProviderBench bench = bench()) {
      assertThat(bench.provider().requiredScopes()).isEqualTo(Scope.parse("openid api:read"));
      assertThat(bench.login().tokens().scope()).contains(new Scope("api:read"));
    }
  }

  @Test
  void the_longest_refresh_has_the_verifier_in_it() {
    try (ProviderBench bench =
        new ProviderBench(testee(Verifiers.introspection("verifier.timeout_seconds", "45")))) {
      assertThat(bench.provider().longestExchange()).hasSeconds(4 * 20 + 45);
    }
  }

  @Test
  void a_token_that_is_not_active_signs_nobody_in() {
    try (ProviderBench bench = bench()) {
      bench.fake().fault(ProviderEndpoint.INTROSPECTION, Fault.json("{\"active\":false}"));
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("it is not active");
    }
  }

  @Test
  void a_refreshed_token_that_cannot_be_checked_now_keeps_its_refresh_token() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      bench.fake().fault(ProviderEndpoint.INTROSPECTION, Fault.status(503));
      UpstreamException.Unverified unverified = unverified(bench, tokens);
      bench.fake().repair(ProviderEndpoint.INTROSPECTION);
      UpstreamTokens kept = tokens.refreshedBy(unverified.refreshToken());
      assertThat(bench.refresh(kept).tokens().refreshToken()).isPresent();
    }
  }

  @Test
  void without_an_id_token_the_verifier_says_who_it_is() {
    try (ProviderBench bench = bench()) {
      bench.fake().tokenResponse("id_token", null).tokenResponse("scope", "openid api:read");
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
      assertThat(bench.fake().received(ProviderEndpoint.USERINFO)).isEmpty();
    }
  }

  private static UpstreamException.Unverified unverified(
      ProviderBench bench, UpstreamTokens tokens) {
    try {
      throw new AssertionError(bench.refresh(tokens).tokens().toString());
    } catch (UpstreamException.Unverified e) {
      return e;
    }
  }

  private static int asked(ProviderBench bench) {
    return bench.fake().received(ProviderEndpoint.INTROSPECTION).size();
  }

  private static ProviderBench bench() {
    return new ProviderBench(INTROSPECTING);
  }

  private static ProviderBench.Testee testee(VerifierBench.Testee verifier) {
    return (fake, http, clock) ->
        new OidcProvider(
            OidcProfile.standard(
                "oidc",
                OidcSettings.from(
                    ConfiguredPairs.provider(fake, "token_verifier", "introspection"))),
            http,
            clock,
            Optional.of(verifier.of(fake.opaqueAccessTokens(), http, clock)));
  }
}
