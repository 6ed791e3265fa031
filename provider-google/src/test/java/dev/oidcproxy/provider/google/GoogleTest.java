package dev.oidcproxy.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Google does in ways of its own. */
class GoogleTest {

  private static final String LONG = "https://www.googleapis.com/auth/userinfo.";

  @Test
  void a_client_id_and_a_secret_are_enough() {
    List<Problem> problems = new ArrayList<>();
    Google google =
        Google.from(
            ConfiguredPairs.section(
                "provider", problems, "client_id", "id", "client_secret", "secret"));
    assertThat(problems).isEmpty();
    assertThat(google.oidc().configUrl())
        .hasToString("https://accounts.google.com/.well-known/openid-configuration");
  }

  @Test
  void refresh_tokens_are_asked_for_as_google_wants_it() {
    try (ProviderBench bench = bench()) {
      assertThat(asked(bench).first("access_type")).contains("offline");
      assertThat(asked(bench).first("prompt")).contains("consent");
      assertThat(asked(bench).first("scope")).contains("openid");
    }
  }

  @Test
  void an_operator_may_ask_otherwise() {
    try (ProviderBench bench = bench("extra_authorize_params.prompt", "select_account")) {
      assertThat(asked(bench).first("prompt")).contains("select_account");
      assertThat(asked(bench).first("access_type")).contains("offline");
    }
  }

  @Test
  void short_scope_names_are_long_ones_at_google_and_short_again_here() {
    try (ProviderBench bench = bench("required_scopes", "openid,email,profile")) {
      assertThat(asked(bench).first("scope"))
          .contains("openid " + LONG + "email " + LONG + "profile");
      assertThat(bench.login().tokens().scope()).containsAll(Scope.parse("openid email profile"));
    }
  }

  @Test
  void opaque_access_tokens_are_as_good_as_the_id_token() {
    try (ProviderBench bench = bench()) {
      bench.fake().opaqueAccessTokens();
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
  }

  @Test
  void a_refresh_without_a_new_refresh_token_keeps_the_old_one() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      bench.fake().rotateRefreshTokens(false).tokenResponse("refresh_token", null);
      assertThat(bench.refresh(tokens).tokens().refreshToken()).isEqualTo(tokens.refreshToken());
    }
  }

  @Test
  void only_people_of_the_hosted_domain_sign_in_whatever_the_browser_says() {
    try (ProviderBench bench = bench("hosted_domain", "example.com")) {
      assertThat(asked(bench).first("hd")).contains("example.com");
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("provider.hosted_domain");
      bench.fake().idToken("hd", "example.org");
      assertThatExceptionOfType(UpstreamException.Rejected.class).isThrownBy(bench::login);
      bench.fake().idToken("hd", "example.com");
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
  }

  @Test
  void any_workspace_domain_is_one_that_is_named() {
    try (ProviderBench bench = bench("hosted_domain", "*")) {
      assertThatExceptionOfType(UpstreamException.Rejected.class).isThrownBy(bench::login);
      bench.fake().idToken("hd", "example.org");
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
  }

  @Test
  void the_issuer_may_lack_its_scheme_but_only_googles() {
    try (ProviderBench bench = bench()) {
      var issuer = Google.from(ConfiguredPairs.provider(bench.fake())).profile().issuer();
      JsonObject bare = new JsonObject(Map.of("iss", "accounts.google.com"));
      assertThat(issuer.issued("https://accounts.google.com", bare)).isTrue();
      assertThat(issuer.issued(bench.fake().issuer(), bare)).isFalse();
      assertThat(
              issuer.issued(
                  "https://accounts.google.com",
                  new JsonObject(Map.of("iss", "accounts.google.com.evil.example"))))
          .isFalse();
    }
  }

  private static Parameters asked(ProviderBench bench) {
    return Parameters.parse(bench.provider().loginUri(bench.request()).getRawQuery());
  }

  private static ProviderBench bench(String... pairs) {
    return new ProviderBench((fake, http, clock) ->
        new OidcProvider(
            Google.from(ConfiguredPairs.provider(fake, pairs)).profile(),
            http,
            clock,
            Optional.empty()));
  }
}
