package dev.oidcproxy.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Module;
import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.contract.VerifierBench;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** {@code type: google} with {@code token_verifier: google}. */
class GoogleVerifiedLoginTest {

  @Test
  void a_login_and_each_refresh_ask_google_for_whom_the_token_is() {
    try (ProviderBench bench = bench()) {
      Login login = bench.login();
      assertThat(login.identity().subject()).isEqualTo("user-1");
      assertThat(login.tokens().scope()).containsAll(Scope.parse("openid email"));
      assertThat(asked(bench)).isEqualTo(1);

      UpstreamTokens refreshed = bench.refresh(login.tokens()).tokens();

      assertThat(refreshed.scope()).isEqualTo(login.tokens().scope());
      assertThat(asked(bench)).isEqualTo(2);
    }
  }

  @Test
  void the_verifiers_scopes_are_asked_for_by_googles_names() {
    try (ProviderBench bench = bench()) {
      assertThat(bench.provider().requiredScopes()).isEqualTo(Scope.parse("openid email"));
      assertThat(bench.provider().loginUri(bench.request()).getQuery())
          .contains("https://www.googleapis.com/auth/userinfo.email")
          .contains("access_type=offline")
          .doesNotContain("offline_access");
    }
  }

  @Test
  void a_token_that_another_client_got_signs_nobody_in_and_refreshes_nothing() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      bench.fake().accessToken("aud", "another-client");
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("not issued for provider.client_id");
      assertThatExceptionOfType(UpstreamException.Unverified.class)
          .isThrownBy(() -> bench.refresh(tokens))
          .withMessageContaining("not issued for provider.client_id");
    }
  }

  @Test
  void it_is_found_by_name_and_binds_a_verifier() {
    ProxyPlugin plugin =
        ServiceLoader.load(ProxyPlugin.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.slot() == Slot.TOKEN_VERIFIER && p.name().equals("google"))
            .findFirst()
            .orElseThrow();
    List<Problem> problems = new ArrayList<>();
    Module module =
        plugin.module(
            ConfiguredPairs.section(
                "provider", problems, "client_id", "id", "verifier.required_scopes", "openid,x"));
    assertThat(problems).isEmpty();
    Module surroundings =
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(InstantSource.class).toInstance(InstantSource.system());
            bind(HttpTransport.class)
                .toInstance(request -> {
                  throw new AssertionError("nothing is asked before it is needed");
                });
          }
        };
    assertThat(Guice.createInjector(module, surroundings).getInstance(TokenVerifier.class))
        .isInstanceOf(GoogleTokenVerifier.class)
        .extracting(TokenVerifier::requiredScopes)
        .isEqualTo(Scope.parse("openid x"));
  }

  private static int asked(ProviderBench bench) {
    return bench.fake().received(ProviderEndpoint.INTROSPECTION).size();
  }

  private static ProviderBench bench() {
    return new ProviderBench((fake, http, clock) -> {
      VerifierBench.Testee verifier =
          Tokeninfo.testee(
              "client_id", fake.clientId(), "verifier.required_scopes", "openid,email");
      return new OidcProvider(
          Google.from(ConfiguredPairs.provider(fake, "token_verifier", "google")).profile(),
          http,
          clock,
          Optional.of(verifier.of(fake.accessToken("aud", fake.clientId()), http, clock)));
    });
  }
}
