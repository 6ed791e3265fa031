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
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.contract.RecordedAnswer;
import java.time.Duration;
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
  void a_required_scope_may_be_written_in_full_and_is_short_all_the_same() {
    try (ProviderBench bench = bench("required_scopes", "openid," + LONG + "email")) {
      assertThat(bench.provider().requiredScopes()).isEqualTo(Scope.parse("openid email"));
      assertThat(bench.login().tokens().scope()).containsAll(Scope.parse("openid email"));
    }
  }

  @Test
  void offline_access_which_google_refuses_never_reaches_it() {
    assertThat(RecordedAnswer.of("offline-access-refused").description())
        .contains("invalid=[offline_access]");
    try (ProviderBench bench = bench("required_scopes", "openid,offline_access")) {
      assertThat(bench.request().scope()).contains(Scope.OFFLINE_ACCESS);
      assertThat(asked(bench).first("scope")).contains("openid");
      bench.login();
    }
  }

  @Test
  void both_parameters_can_be_taken_away() {
    try (ProviderBench bench =
        bench("extra_authorize_params.prompt", "", "extra_authorize_params.access_type", "")) {
      assertThat(asked(bench).first("prompt")).isEmpty();
      assertThat(asked(bench).first("access_type")).isEmpty();
    }
  }

  @Test
  void googles_own_document_is_published_where_it_should_be() {
    JsonObject document = RecordedAnswer.of("discovery").body();
    try (ProviderBench bench = bench()) {
      Google google =
          Google.from(
              ConfiguredPairs.section(
                  "provider", new ArrayList<>(), "client_id", "id", "client_secret", "secret"));
      assertThat(
              google
                  .profile()
                  .issuer()
                  .publishes(google.oidc().configUrl(), document.text("issuer").orElseThrow()))
          .isTrue();
      for (String field : List.of("response_types_supported", "subject_types_supported")) {
        bench.fake().discovery(field, document.texts(field));
      }
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
  }

  @Test
  void an_app_in_testing_has_refresh_tokens_of_seven_days_which_google_says() {
    JsonObject recorded = RecordedAnswer.of("tokens-of-an-app-in-testing").body();
    try (ProviderBench bench = bench()) {
      bench
          .fake()
          .opaqueAccessTokens()
          .tokenResponse("expires_in", recorded.number("expires_in").orElseThrow())
          .tokenResponse(
              "refresh_token_expires_in",
              recorded.number("refresh_token_expires_in").orElseThrow());
      assertThat(bench.login().tokens().refreshExpiresAt())
          .contains(bench.clock().instant().plus(Duration.ofDays(7)).minusSeconds(1));
    }
  }

  @Test
  void a_grant_that_ended_is_explained_where_google_has_words_for_it() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      for (String answer : List.of("refresh-token-ended", "refresh-token-ended-without-words")) {
        bench.fake().fault(ProviderEndpoint.TOKEN, RecordedAnswer.of(answer).fault());
        assertThatExceptionOfType(UpstreamException.GrantEnded.class)
            .isThrownBy(() -> bench.refresh(tokens));
      }
      var errors = Google.from(ConfiguredPairs.provider(bench.fake())).profile().errors();
      assertThat(errors.fix(RecordedAnswer.of("refresh-token-ended").description()))
          .hasValueSatisfying(words -> assertThat(words).contains("seven days"));
      assertThat(errors.fix(RecordedAnswer.of("refresh-token-ended-without-words").description()))
          .isEmpty();
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
      JsonObject recorded = RecordedAnswer.of("refreshed").body();
      assertThat(recorded.has("refresh_token")).isFalse();
      assertThat(recorded.has("id_token")).isFalse();
      bench
          .fake()
          .rotateRefreshTokens(false)
          .opaqueAccessTokens()
          .tokenResponse("refresh_token", null)
          .tokenResponse("id_token", null)
          .tokenResponse("expires_in", recorded.number("expires_in").orElseThrow());
      assertThat(bench.refresh(tokens).tokens().refreshToken()).isEqualTo(tokens.refreshToken());
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
