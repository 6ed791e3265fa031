package dev.oidcproxy.provider.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.domain.access.AllowedIdentities;
import dev.oidcproxy.domain.access.Denial;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.contract.RecordedAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Entra ID does in ways of its own. */
class AzureTest {

  private static final String API = "api://the-client";
  private final List<Problem> problems = new ArrayList<>();

  @Test
  void a_tenant_says_where_it_is_in_every_cloud() {
    assertThat(configured("tenant_id", "contoso.onmicrosoft.com").oidc().configUrl())
        .hasToString(
            "https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0"
                + "/.well-known/openid-configuration");
    assertThat(
            configured("tenant_id", "common", "base_authority", "login.microsoftonline.us")
                .oidc()
                .configUrl())
        .hasHost("login.microsoftonline.us");
    assertThat(configured("tenant_id", "consumers").oidc().configUrl())
        .hasPath("/consumers/v2.0/.well-known/openid-configuration");
    assertThat(problems).isEmpty();
  }

  @Test
  void organizations_alone_have_no_personal_accounts() {
    assertThat(configured("tenant_id", "organizations").authority().workAccountsOnly()).isTrue();
    assertThat(configured("tenant_id", "common").authority().workAccountsOnly()).isFalse();
    assertThat(configured("tenant_id", "consumers").authority().workAccountsOnly()).isFalse();
  }

  @Test
  void what_entra_refuses_is_refused_at_start() {
    configured("tenant_id", "common", "forward_resource", "true");
    configured("tenant_id", "common", "extra_authorize_params.resource", "https://x.example");
    configured("tenant_id", "common", "extra_token_params.resource", "https://x.example");
    configured("tenant_id", "a/../b");
    configured();
    assertThat(problems)
        .extracting(Problem::toString)
        .satisfiesExactly(
            resource -> assertThat(resource).contains("forward_resource", "AADSTS9010010"),
            sent -> assertThat(sent).contains("extra_authorize_params.resource", "AADSTS9010010"),
            sent -> assertThat(sent).contains("extra_token_params.resource", "AADSTS9010010"),
            tenant -> assertThat(tenant).contains("tenant_id", "must be"),
            missing -> assertThat(missing).contains("tenant_id", "is missing"));
  }

  @Test
  void scopes_carry_their_api_to_entra_and_lose_it_on_the_way_back() {
    try (ProviderBench bench = AzureBench.of("required_scopes", "openid,read")) {
      assertThat(AzureBench.asked(bench).first("scope"))
          .contains("openid " + API + "/read offline_access");
      bench.fake().accessToken("aud", API);
      assertThat(bench.login().tokens().scope()).contains(new Scope("read"));
    }
  }

  @Test
  void the_token_call_names_one_api_and_never_a_resource() {
    try (ProviderBench bench =
        AzureBench.of(
            "required_scopes", "openid,read", "additional_authorize_scopes", "User.Read")) {
      bench.fake().accessToken("aud", API);
      assertThat(AzureBench.asked(bench).first("scope"))
          .contains("openid " + API + "/read offline_access User.Read");
      bench.login();
      assertThat(bench.fake().received(ProviderEndpoint.TOKEN).getFirst().form())
          .containsEntry("scope", "openid " + API + "/read offline_access")
          .doesNotContainKey("resource");
    }
  }

  @Test
  void tokens_of_both_versions_are_for_this_api_alone() {
    try (ProviderBench bench = AzureBench.of("required_scopes", "openid,read")) {
      bench.fake().accessToken("aud", API);
      bench.login();
      bench.fake().accessToken("aud", bench.fake().clientId());
      bench.login();
      bench.fake().accessToken("aud", "00000003-0000-0000-c000-000000000000");
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("provider.identifier_uri");
    }
  }

  @Test
  void without_a_scope_of_an_api_the_id_token_says_who_it_is() {
    try (ProviderBench bench = AzureBench.of()) {
      bench.fake().accessToken("aud", "00000003-0000-0000-c000-000000000000");
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
  }

  @Test
  void whose_account_it_is_is_judged_by_the_id_token_where_no_access_token_is_looked_into() {
    String[] organizations = {"tenant_id", "organizations"};
    assertThat(configured(organizations).profile().rules().idTokenNeeded()).isTrue();
    assertThat(
            configured("tenant_id", "organizations", "required_scopes", "read")
                .profile()
                .rules()
                .idTokenNeeded())
        .isFalse();
    assertThat(problems).isEmpty();
    configured("tenant_id", "organizations", "required_scopes", "email");
    configured("tenant_id", "common", "token_issuer", "https://i.example", "required_scopes", "");
    assertThat(problems)
        .extracting(Problem::toString)
        .satisfiesExactly(
            tenant -> assertThat(tenant).contains("needs openid: provider.tenant_id"),
            issuer -> assertThat(issuer).contains("needs openid: provider.token_issuer"));
  }

  @Test
  void an_address_is_verified_only_when_the_domain_is_the_tenants() {
    try (ProviderBench bench = AzureBench.of()) {
      assertThat(bench.login().identity().emailVerified()).isFalse();
      bench.fake().idToken("xms_edov", true);
      assertThat(bench.login().identity().emailVerified()).isTrue();
    }
  }

  @Test
  void people_choose_their_account_unless_the_operator_says_otherwise() {
    try (ProviderBench standard = AzureBench.of();
        ProviderBench other = AzureBench.of("extra_authorize_params.prompt", "login");
        ProviderBench none = AzureBench.of("extra_authorize_params.prompt", "")) {
      assertThat(AzureBench.asked(standard).first("prompt")).contains("select_account");
      assertThat(AzureBench.asked(other).first("prompt")).contains("login");
      assertThat(AzureBench.asked(none).first("prompt")).isEmpty();
    }
  }

  @Test
  void scopes_of_the_login_are_granted_although_entra_names_those_of_the_api_alone() {
    try (ProviderBench bench = AzureBench.of("required_scopes", "openid,profile,email,read")) {
      bench.fake().accessToken("aud", API).tokenResponse("scope", API + "/read");
      UpstreamTokens tokens = bench.login().tokens();
      assertThat(tokens.scope()).isEqualTo(Scope.parse("read openid profile email offline_access"));
      assertThat(bench.refresh(tokens).tokens().scope()).isEqualTo(tokens.scope());
    }
  }

  @Test
  void a_required_scope_may_be_written_in_full_and_is_short_all_the_same() {
    try (ProviderBench bench = AzureBench.of("required_scopes", "openid," + API + "/read")) {
      assertThat(bench.provider().requiredScopes()).isEqualTo(Scope.parse("openid read"));
      bench.fake().accessToken("aud", API).accessToken("scope", "read");
      assertThat(bench.login().tokens().scope()).contains(new Scope("read"));
    }
  }

  @Test
  void a_required_scope_of_another_api_is_refused_at_start() {
    configured(
        "tenant_id", "common", "required_scopes", "read,https://graph.microsoft.com/User.Read");
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("required_scopes", "AADSTS28000", "additional_authorize_scopes");
  }

  @Test
  void an_audience_is_one_more_that_tokens_may_be_for_and_no_parameter() {
    try (ProviderBench bench =
        AzureBench.of("required_scopes", "openid,read", "audience", "the-id-of-the-api")) {
      bench.fake().accessToken("aud", "the-id-of-the-api");
      bench.login();
      assertThat(AzureBench.asked(bench).first("audience")).isEmpty();
      assertThat(bench.fake().received(ProviderEndpoint.TOKEN).getFirst().form())
          .doesNotContainKey("audience");
    }
  }

  @Test
  @Tag("S29")
  void too_many_groups_are_refused_in_words_that_say_what_to_change() {
    AllowedIdentities staff = new AllowedIdentities(Set.of(), Set.of(), Set.of("staff"), Map.of());
    try (ProviderBench bench = AzureBench.of()) {
      bench.fake().idToken("groups", null);
      RecordedAnswer.of("groups-overage").body().members().forEach(bench.fake()::idToken);
      Login login = bench.login();
      assertThat(staff.denial(login.identity(), login.claims()))
          .contains(Denial.GROUPS_TOO_MANY)
          .get()
          .extracting(Denial::words)
          .asString()
          .contains("assigned to this application", "allow.claims");
      bench.fake().idToken("_claim_names", null).idToken("hasgroups", true);
      login = bench.login();
      assertThat(staff.denial(login.identity(), login.claims())).contains(Denial.GROUPS_TOO_MANY);
    }
  }

  private Azure configured(String... pairs) {
    Stream<String> client = Stream.of("client_id", "id", "client_secret", "secret");
    return Azure.from(
        ConfiguredPairs.section(
            "provider", problems, Stream.concat(client, Stream.of(pairs)).toArray(String[]::new)));
  }
}
