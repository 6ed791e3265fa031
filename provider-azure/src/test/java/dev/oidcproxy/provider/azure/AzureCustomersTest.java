package dev.oidcproxy.provider.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.IssuerRule;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.contract.RecordedAnswer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Directories of customers: Azure AD B2C and External ID. */
class AzureCustomersTest {

  private static final String[] B2C = {
    "tenant_name", "contoso", "policy_name", "B2C_1_signin", "required_scopes", "openid,access"
  };
  private static final String TENANT = "4e35db53-1111-2222-3333-444444444444";

  private final List<Problem> problems = new ArrayList<>();

  @Test
  void a_name_and_a_policy_say_where_b2c_is() {
    Azure azure = configured(B2C);
    assertThat(problems).isEmpty();
    assertThat(azure.oidc().configUrl())
        .hasToString(
            "https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signin/v2.0"
                + "/.well-known/openid-configuration");
    assertThat(azure.identifierUri()).isEqualTo("https://contoso.onmicrosoft.com/id");
  }

  @Test
  void b2c_may_have_a_domain_of_its_own() {
    Azure azure = configured(with(B2C, "custom_domain", "login.contoso.com"));
    assertThat(problems).isEmpty();
    assertThat(azure.oidc().configUrl())
        .hasHost("login.contoso.com")
        .hasPath("/contoso.onmicrosoft.com/B2C_1_signin/v2.0/.well-known/openid-configuration");
    IssuerRule issuer = azure.profile().issuer();
    URI document = azure.oidc().configUrl();
    assertThat(issuer.publishes(document, "https://login.contoso.com/" + TENANT + "/v2.0/"))
        .isTrue();
    assertThat(issuer.publishes(document, "https://evil.example/" + TENANT + "/v2.0/")).isFalse();
    // The same host means nothing where it is not known to be one of Microsoft's directories.
    assertThat(
            new AzureIssuers(Optional.empty(), false, false)
                .publishes(document, "https://login.contoso.com/" + TENANT + "/v2.0/"))
        .isFalse();
  }

  @Test
  void b2c_names_its_tenant_in_the_issuer_and_not_always_in_a_claim() {
    String issuer = "https://contoso.b2clogin.com/" + TENANT + "/v2.0/";
    IssuerRule rule = configured(B2C).profile().issuer();
    assertThat(rule.issued(issuer, new JsonObject(Map.of("iss", issuer)))).isTrue();
    assertThat(
            rule.issued(
                issuer, new JsonObject(Map.of("iss", "https://other.b2clogin.com/" + TENANT))))
        .isFalse();
  }

  @Test
  void what_b2c_cannot_do_is_refused_at_start() {
    configured(
        "tenant_name", "contoso.onmicrosoft.com", "policy_name", "p", "required_scopes", "a");
    configured("tenant_name", "contoso", "required_scopes", "a");
    configured("tenant_name", "contoso", "policy_name", "p");
    configured(with(B2C, "tenant_id", "common"));
    configured(with(B2C, "custom_domain", "https://login.contoso.com"));
    assertThat(problems)
        .extracting(Problem::toString)
        .satisfiesExactly(
            suffix -> assertThat(suffix).contains("tenant_name", "short name alone: contoso"),
            policy -> assertThat(policy).contains("policy_name", "is missing"),
            scope -> assertThat(scope).contains("required_scopes", "no access token without"),
            both -> assertThat(both).contains("tenant_id", "remove one"),
            domain -> assertThat(domain).contains("custom_domain", "must be a host"));
  }

  @Test
  void the_address_of_a_customer_is_the_first_of_several_and_the_refresh_token_says_its_life() {
    try (ProviderBench bench = AzureBench.of(B2C)) {
      JsonObject recorded = RecordedAnswer.of("b2c-tokens").body();
      long life = recorded.number("refresh_token_expires_in").orElseThrow();
      bench
          .fake()
          .idToken("email", null)
          .idToken("emails", List.of("ada@example.com", "a@example.org"))
          .accessToken("aud", bench.fake().clientId())
          .accessToken("scope", null)
          .accessToken("scp", "access")
          .tokenResponse("refresh_token_expires_in", life);
      Login login = bench.login();
      assertThat(login.identity().email()).contains("ada@example.com");
      assertThat(login.identity().emailVerified()).isFalse();
      assertThat(login.tokens().scope()).contains(new Scope("access"));
      assertThat(login.tokens().refreshExpiresAt())
          .contains(bench.clock().instant().plus(Duration.ofDays(14)));
    }
  }

  @Test
  void external_id_is_a_tenant_at_an_authority_of_its_own() {
    Azure azure = configured("tenant_id", TENANT, "base_authority", "contoso.ciamlogin.com");
    assertThat(problems).isEmpty();
    URI document = azure.oidc().configUrl();
    assertThat(document)
        .hasToString(
            "https://contoso.ciamlogin.com/" + TENANT + "/v2.0/.well-known/openid-configuration");
    assertThat(
            azure
                .profile()
                .issuer()
                .publishes(document, "https://" + TENANT + ".ciamlogin.com/" + TENANT + "/v2.0"))
        .isTrue();
  }

  @Test
  void a_token_issuer_is_the_only_one_of_tokens_for_the_api() {
    try (ProviderBench bench =
        AzureBench.of(with(B2C, "token_issuer", "https://issuer.example/v2.0/"))) {
      bench.fake().accessToken("aud", bench.fake().clientId()).accessToken("scope", "access");
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("provider.token_issuer");
      bench.fake().accessToken("iss", "https://issuer.example/v2.0/");
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
      bench.fake().accessToken("iss", "https://other.example/v2.0/");
      assertThatExceptionOfType(UpstreamException.Rejected.class).isThrownBy(bench::login);
    }
  }

  @Test
  void scopes_of_a_token_verifier_are_of_the_api_as_well() {
    String[] verified = {
      "tenant_name", "contoso", "policy_name", "B2C_1_signin", "token_verifier", "jwt"
    };
    OidcProfile profile =
        configured(with(verified, "verifier.required_scopes", "openid,access")).profile();
    assertThat(problems).isEmpty();
    assertThat(profile.requests().scopeOnExchange()).isTrue();
    String[] staff = {"tenant_id", TENANT, "token_verifier", "jwt"};
    assertThat(configured(with(staff, "verifier.required_scopes", "access")).profile().exchange())
        .isPresent();
    assertThat(problems).isEmpty();
    configured(verified);
    configured(
        with(verified, "verifier.required_scopes", "access", "token_issuer", "https://i.example"));
    assertThat(problems)
        .extracting(Problem::toString)
        .satisfiesExactly(
            scope ->
                assertThat(scope)
                    .contains("provider.verifier.required_scopes", "no access token without"),
            issuer -> assertThat(issuer).contains("token_issuer", "provider.verifier.issuer"));
  }

  private static String[] with(String[] pairs, String... more) {
    return Stream.of(pairs, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private Azure configured(String... pairs) {
    return Azure.from(
        ConfiguredPairs.section(
            "provider",
            problems,
            with(new String[] {"client_id", "id", "client_secret", "secret"}, pairs)));
  }
}
