package dev.oidcproxy.provider.oidc.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.contract.VerifierBench;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
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
    try (ProviderBench bench =
        new ProviderBench(
            testee(Verifiers.introspection("verifier.required_scopes", "api:read")))) {
      bench.fake().tokenResponse("id_token", null).tokenResponse("scope", "api:read");
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
      assertThat(bench.fake().received(ProviderEndpoint.USERINFO)).isEmpty();
    }
  }

  @Test
  void openid_among_the_scopes_of_the_verifier_needs_an_id_token() {
    try (ProviderBench bench = bench()) {
      bench.fake().tokenResponse("id_token", null).tokenResponse("scope", "openid api:read");
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("there is no ID token");
    }
  }

  @Test
  @Tag("S32")
  void a_verifier_that_fails_costs_no_refresh_token_and_its_words_go_no_further() {
    AtomicReference<Function<Secret, Map<String, Object>>> word =
        new AtomicReference<>(token -> Map.of("sub", "user-1"));
    try (ProviderBench bench =
        new ProviderBench(testee((fake, http, clock) -> new Verifier(word)))) {
      UpstreamTokens tokens = bench.login().tokens();
      for (Function<Secret, Map<String, Object>> failure :
          List.<Function<Secret, Map<String, Object>>>of(
              token -> {
                throw new IllegalStateException("cannot read " + token.reveal());
              },
              token -> null)) {
        word.set(failure);
        UpstreamException.Unverified unverified = unverified(bench, tokens);
        assertThat(unverified)
            .hasMessageStartingWith("the token verifier fails (")
            .hasMessageNotContaining("cannot read")
            .cause()
            .isInstanceOf(UpstreamException.Unavailable.class)
            .hasNoCause();
        tokens = tokens.refreshedBy(unverified.refreshToken());
      }
      word.set(token -> Map.of("sub", "user-1"));
      assertThat(bench.refresh(tokens).tokens().refreshToken()).isPresent();
    }
  }

  /** Somebody's verifier, which says what a test wants. */
  private record Verifier(AtomicReference<Function<Secret, Map<String, Object>>> word)
      implements TokenVerifier {

    @Override
    public Set<Scope> requiredScopes() {
      return Scope.parse("openid");
    }

    @Override
    public Map<String, Object> verify(Secret accessToken) {
      return word.get().apply(accessToken);
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
