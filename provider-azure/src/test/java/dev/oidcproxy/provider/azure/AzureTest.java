package dev.oidcproxy.provider.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    assertThat(problems).isEmpty();
  }

  @Test
  void what_entra_refuses_is_refused_at_start() {
    configured("tenant_id", "common", "forward_resource", "true");
    configured("tenant_id", "a/../b");
    configured();
    assertThat(problems)
        .extracting(Problem::toString)
        .satisfiesExactly(
            resource -> assertThat(resource).contains("forward_resource", "AADSTS9010010"),
            tenant -> assertThat(tenant).contains("tenant_id", "must be"),
            missing -> assertThat(missing).contains("tenant_id", "is missing"));
  }

  @Test
  void scopes_carry_their_api_to_entra_and_lose_it_on_the_way_back() {
    try (ProviderBench bench = bench("required_scopes", "openid,read")) {
      assertThat(asked(bench).first("scope")).contains("openid " + API + "/read offline_access");
      bench.fake().accessToken("aud", API);
      assertThat(bench.login().tokens().scope()).contains(new Scope("read"));
    }
  }

  @Test
  void the_token_call_names_one_api_and_never_a_resource() {
    try (ProviderBench bench =
        bench("required_scopes", "openid,read", "additional_authorize_scopes", "User.Read")) {
      bench.fake().accessToken("aud", API);
      assertThat(asked(bench).first("scope"))
          .contains("openid " + API + "/read offline_access User.Read");
      bench.login();
      assertThat(bench.fake().received(ProviderEndpoint.TOKEN).getFirst().form())
          .containsEntry("scope", "openid " + API + "/read offline_access")
          .doesNotContainKey("resource");
    }
  }

  @Test
  void tokens_of_both_versions_are_for_this_api_alone() {
    try (ProviderBench bench = bench("required_scopes", "openid,read")) {
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
    try (ProviderBench bench = bench()) {
      bench.fake().accessToken("aud", "00000003-0000-0000-c000-000000000000");
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
  }

  @Test
  void an_address_is_verified_only_when_the_domain_is_the_tenants() {
    try (ProviderBench bench = bench()) {
      assertThat(bench.login().identity().emailVerified()).isFalse();
      bench.fake().idToken("xms_edov", true);
      assertThat(bench.login().identity().emailVerified()).isTrue();
    }
  }

  @Test
  void a_person_may_be_asked_which_account() {
    try (ProviderBench bench = bench("extra_authorize_params.prompt", "select_account")) {
      assertThat(asked(bench).first("prompt")).contains("select_account");
    }
  }

  @Test
  void the_fix_of_an_error_is_told_and_nothing_else_of_it() {
    assertThat(
            AzureErrors.fix(
                "AADSTS9010010: The resource parameter provided in the request doesn't match with"
                    + " the requested scopes. Trace ID: 0"))
        .get()
        .asString()
        .startsWith("AADSTS9010010: a resource was sent")
        .doesNotContain("Trace");
    for (String code : List.of("65001", "70011", "50011", "28000", "7000215")) {
      assertThat(AzureErrors.fix("AADSTS" + code + ": words")).as(code).isPresent();
    }
    assertThat(AzureErrors.fix("AADSTS1: x")).isEmpty();
    assertThat(AzureErrors.fix("something else")).isEmpty();
  }

  private Azure configured(String... pairs) {
    Stream<String> client = Stream.of("client_id", "id", "client_secret", "secret");
    return Azure.from(
        ConfiguredPairs.section(
            "provider", problems, Stream.concat(client, Stream.of(pairs)).toArray(String[]::new)));
  }

  private static Parameters asked(ProviderBench bench) {
    return Parameters.parse(bench.provider().loginUri(bench.request()).getRawQuery());
  }

  private static ProviderBench bench(String... pairs) {
    return new ProviderBench((fake, http, clock) ->
        new OidcProvider(
            Azure.from(ConfiguredPairs.provider(fake, pairs)).profile(),
            http,
            clock,
            Optional.empty()));
  }
}
