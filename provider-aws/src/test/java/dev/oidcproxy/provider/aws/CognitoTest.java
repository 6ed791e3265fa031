package dev.oidcproxy.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
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

  private static ProviderBench bench() {
    return new ProviderBench((fake, http, clock) ->
        new OidcProvider(
            Cognito.from(ConfiguredPairs.provider(asCognito(fake))).profile(),
            http,
            clock,
            Optional.empty()));
  }

  private static FakeProvider asCognito(FakeProvider fake) {
    return fake.accessToken("token_use", "access").idToken("token_use", "id");
  }
}
