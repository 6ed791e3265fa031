package dev.oidcproxy.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.ClaimRule;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.contract.RecordedAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Amazon Cognito does in ways of its own. */
class CognitoTest {

  private final List<Problem> problems = new ArrayList<>();

  @Test
  void a_pools_id_says_where_it_is() {
    assertThat(configured("user_pool_id", "eu-central-1_AbCdEf012").oidc().configUrl())
        .hasToString(
            "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf012"
                + "/.well-known/openid-configuration");
    assertThat(configured("user_pool_id", "us-gov-west-1_A1", "aws_region", "us-gov-west-1").oidc())
        .extracting(oidc -> oidc.configUrl().getHost())
        .isEqualTo("cognito-idp.us-gov-west-1.amazonaws.com");
    assertThat(problems).isEmpty();
  }

  @Test
  void a_wrong_pool_or_region_is_a_problem() {
    configured("user_pool_id", "https://evil.example/x");
    configured("user_pool_id", "eu-central-1_AbC", "aws_region", "us-east-1");
    configured();
    assertThat(problems)
        .extracting(Problem::toString)
        .satisfiesExactly(
            pool -> assertThat(pool).contains("user_pool_id", "must be"),
            region -> assertThat(region).contains("aws_region", "remove it"),
            missing -> assertThat(missing).contains("user_pool_id", "is missing"));
  }

  @Test
  void an_access_token_without_an_audience_is_ours_by_its_client_id() {
    try (ProviderBench bench = bench()) {
      bench.fake().accessToken("aud", null);
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
      bench.fake().accessToken("client_id", "another");
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("of another app client");
    }
  }

  @Test
  void cognitos_own_access_token_is_one_of_ours_and_another_clients_is_not() {
    JsonObject recorded = RecordedAnswer.of("access-token").body();
    ClaimRule rule =
        configured("user_pool_id", "us-west-2_example", "client_id", "57cbishk4j24pabc1234567890")
            .profile()
            .rules()
            .accessToken();
    assertThat(recorded.has("aud")).isFalse();
    assertThat(rule.refusal(recorded)).isEmpty();
    assertThat(
            configured("user_pool_id", "us-west-2_example")
                .profile()
                .rules()
                .accessToken()
                .refusal(recorded))
        .contains("it is of another app client");
    assertThat(problems).isEmpty();
  }

  @Test
  void an_audience_that_is_configured_is_required_although_tokens_have_none_by_themselves() {
    try (ProviderBench bench = bench("audience", "https://api.example.com")) {
      bench.fake().accessToken("aud", null);
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("provider.audience");
      bench.fake().accessToken("aud", "https://api.example.com");
      bench.login();
    }
  }

  @Test
  void an_answer_without_scopes_grants_what_the_access_token_names() {
    assertThat(RecordedAnswer.of("tokens").body().has("scope")).isFalse();
    try (ProviderBench bench = bench("required_scopes", "openid,email,notes/read")) {
      bench.fake().tokenResponse("scope", null).accessToken("scope", "openid notes/read");
      UpstreamTokens tokens =
          bench
              .provider()
              .complete(
                  ProviderBench.answer(
                      bench.fake().authorize(bench.provider().loginUri(wide(bench)))),
                  wide(bench))
              .tokens();
      assertThat(tokens.scope()).isEqualTo(Scope.parse("openid email notes/read offline_access"));
      bench.fake().accessToken("scope", "openid");
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("lacks a scope");
    }
  }

  /** A login that asks for a scope which the pool then takes out of the token. */
  private static LoginRequest wide(ProviderBench bench) {
    LoginRequest plain = bench.request();
    return new LoginRequest(
        plain.callback(),
        plain.state(),
        plain.nonce(),
        plain.codeVerifier(),
        Scope.union(plain.scope(), Scope.parse("notes/write")),
        plain.resource());
  }

  @Test
  void a_refresh_keeps_the_refresh_token_and_an_error_without_words_ends_the_grant() {
    assertThat(RecordedAnswer.of("refreshed").body().has("refresh_token")).isFalse();
    try (ProviderBench bench = bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      bench.fake().rotateRefreshTokens(false).tokenResponse("scope", null);
      assertThat(bench.refresh(tokens).tokens().refreshToken()).isEqualTo(tokens.refreshToken());
      bench.fake().fault(ProviderEndpoint.TOKEN, RecordedAnswer.of("refused").fault());
      assertThatExceptionOfType(UpstreamException.GrantEnded.class)
          .isThrownBy(() -> bench.refresh(tokens));
    }
  }

  @Test
  void a_pool_may_sign_people_in_at_a_domain_of_its_own() {
    try (ProviderBench bench = bench()) {
      String domain = bench.fake().issuer().replace("127.0.0.1", "localhost");
      bench
          .fake()
          .discovery("authorization_endpoint", domain + ProviderEndpoint.AUTHORIZATION.path())
          .discovery("token_endpoint", domain + ProviderEndpoint.TOKEN.path());
      assertThat(bench.provider().loginUri(bench.request())).hasHost("localhost");
      assertThat(bench.login().identity().issuer()).isEqualTo(bench.fake().issuer());
    }
  }

  @Test
  void an_address_is_verified_also_where_that_is_a_text() {
    try (ProviderBench bench = bench()) {
      bench.fake().idToken("email_verified", "true");
      assertThat(bench.login().identity().emailVerified()).isTrue();
      bench.fake().idToken("email_verified", "false");
      assertThat(bench.login().identity().emailVerified()).isFalse();
    }
  }

  @Test
  void an_id_token_is_no_access_token_nor_the_other_way_round() {
    try (ProviderBench bench = bench()) {
      bench.fake().accessToken("token_use", "id");
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("no access token of Cognito");
      bench.fake().accessToken("token_use", "access").idToken("token_use", "access");
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("no ID token of Cognito");
    }
  }

  @Test
  void without_openid_there_is_no_id_token_and_the_access_token_says_who_it_is() {
    try (ProviderBench bench = bench("required_scopes", "notes/read")) {
      bench.fake().tokenResponse("id_token", null).accessToken("scope", "notes/read");
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
  }

  @Test
  void names_and_groups_come_from_cognitos_claims() {
    try (ProviderBench bench = bench()) {
      bench
          .fake()
          .idToken("cognito:username", "ada-l")
          .idToken("cognito:groups", List.of("admins"));
      Identity identity = bench.login().identity();
      assertThat(identity.preferredUsername()).contains("ada-l");
      assertThat(identity.groups()).containsExactly("admins");
    }
  }

  @Test
  void offline_access_is_not_a_scope_of_cognito() {
    try (ProviderBench bench = bench()) {
      Parameters asked = Parameters.parse(bench.provider().loginUri(bench.request()).getRawQuery());
      assertThat(asked.first("scope")).contains("openid");
    }
  }

  private Cognito configured(String... pairs) {
    Stream<String> client = Stream.of("client_id", "id", "client_secret", "secret");
    return Cognito.from(
        ConfiguredPairs.section(
            "provider", problems, Stream.concat(client, Stream.of(pairs)).toArray(String[]::new)));
  }

  private static ProviderBench bench(String... pairs) {
    return new ProviderBench((fake, http, clock) ->
        new OidcProvider(
            Cognito.from(ConfiguredPairs.provider(asCognito(fake), pairs)).profile(),
            http,
            clock,
            Optional.empty()));
  }

  private static FakeProvider asCognito(FakeProvider fake) {
    return fake.accessToken("token_use", "access").idToken("token_use", "id");
  }
}
