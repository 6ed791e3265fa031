package dev.oidcproxy.provider.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.TokenExchange;
import dev.oidcproxy.domain.port.TokenExchange.Answer;
import dev.oidcproxy.domain.port.TokenExchange.Answer.Exchanged;
import dev.oidcproxy.domain.port.TokenExchange.Answer.Refused;
import dev.oidcproxy.domain.port.TokenExchange.Reason;
import dev.oidcproxy.domain.port.TokenExchange.Target;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.OidcModule;
import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The on-behalf-of flow of Entra ID, with the answers that its documentation and users' reports
 * show; each names where it is from.
 */
class AzureOnBehalfOfTest {

  private static final String GRAPH = "https://graph.microsoft.com/User.Read";

  private final ProviderBench bench =
      new ProviderBench((fake, http, clock) ->
          new OidcProvider(
              Azure.from(ConfiguredPairs.provider(fake, "required_scopes", "openid,read"))
                  .profile(),
              http,
              clock,
              Optional.empty()));

  @BeforeEach
  void issueTokensOfOurApi() {
    bench.fake().accessToken("aud", "api://the-client");
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  /** Request and parameters: learn.microsoft.com, "OAuth 2.0 On-Behalf-Of flow", first case. */
  @Test
  void the_access_token_is_the_assertion_of_an_extension_grant() {
    Secret ours = bench.login().tokens().accessToken();

    Answer answer = exchange().exchange(ours, target(GRAPH));

    assertThat(answer).isInstanceOf(Exchanged.class);
    assertThat(bench.fake().received(ProviderEndpoint.TOKEN).getLast().form())
        .isEqualTo(
            Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "requested_token_use",
                "on_behalf_of",
                "assertion",
                ours.reveal(),
                "scope",
                GRAPH));
  }

  /** Words: Azure-Samples, active-directory-dotnet-v2 consoles; suberror: MSAL's error handling. */
  @Test
  void a_consent_that_is_missing_is_told_with_its_fix() {
    assertThat(
            refused(
                "invalid_grant",
                "consent_required",
                "AADSTS65001: The user or administrator has not consented to use the application"
                    + " with ID '2846f71b-a7a4-4987-bab3-760035b2f389' named 'TodoDotnetObo'. Send"
                    + " an interactive authorization request for this user and resource."))
        .satisfies(refused -> {
          assertThat(refused.reason()).isEqualTo(Reason.CONSENT);
          assertThat(refused.message())
              .startsWith("Microsoft said invalid_grant: AADSTS65001: nobody consented")
              .contains("grant admin consent", "provider.additional_authorize_scopes")
              .doesNotContain("2846f71b", "TodoDotnetObo");
        });
  }

  /** The documentation's own example of an error response of this flow, with its claims. */
  @Test
  void a_second_factor_that_is_asked_for_is_told_with_its_fix() {
    bench
        .fake()
        .exchanges()
        .refuse(
            400,
            Map.of(
                "error",
                "interaction_required",
                "error_description",
                "AADSTS50079: Due to a configuration change made by your administrator, or because"
                    + " you moved to a new location, you must enroll in multi-factor"
                    + " authentication to access 'bf8d80f9-9098-4972-b203-500f535113b1'.\r\nTrace"
                    + " ID: b72a68c3-0926-4b8e-bc35-3150069c2800",
                "error_codes",
                List.of(50079),
                "claims",
                "{\"access_token\":{\"polids\":{\"essential\":true,\"values\":"
                    + "[\"9ab03e19-ed42-4168-b6b7-7001fb3e933a\"]}}}"));

    Refused refused = (Refused) exchange().exchange(Secret.of("token"), target(GRAPH));

    assertThat(refused.reason()).isEqualTo(Reason.INTERACTION);
    assertThat(refused.message())
        .contains("AADSTS50079: a policy of the API asks to enrol", "additional_authorize_scopes")
        .doesNotContain("bf8d80f9", "9ab03e19", "Trace");
  }

  /** Words: AzureAD/microsoft-authentication-library-for-java, issue 38. */
  @Test
  void a_token_of_another_api_is_told_with_its_fix() {
    assertThat(
            refused(
                    "invalid_grant",
                    "",
                    "AADSTS500131: Assertion audience does not match the Client app presenting the"
                        + " assertion. The audience in the assertion was"
                        + " '53e81585-229e-497a-b801-87fa9a5da1f6' and the expected audience is"
                        + " 'https://myapp.onmicrosoft.com/31621f25-b1dd-4d31-b1d5-38975af8fbc3' or"
                        + " one of the Application Uris of this application with App ID"
                        + " '8f880461-7ab4-4285-a04c-9b42f6ab0627'(MyApp).")
                .message())
        .contains("AADSTS500131: the access token is for another API", "identifier_uri")
        .doesNotContain("53e81585", "MyApp");
  }

  /** Words: AzureAD/microsoft-authentication-library-for-dotnet, issue 1317. */
  @Test
  void a_token_that_entra_cannot_verify_is_told_with_its_fix() {
    assertThat(
            refused(
                    "invalid_grant",
                    "",
                    "AADSTS50013: Assertion failed signature validation. [Reason - The provided"
                        + " signature value did not match the expected signature value.,"
                        + " Thumbprint of key used by client:"
                        + " 'FAA38DEAC2FDDFC470BFCE7449B7BF597C50AED3']")
                .message())
        .contains("AADSTS50013: the access token cannot be exchanged", "required_scopes")
        .doesNotContain("FAA38");
  }

  @Test
  void what_means_the_same_at_a_sign_in_has_the_same_fix() {
    assertThat(new AzureOnBehalfOf().fix("AADSTS7000222: The provided client secret keys expired"))
        .get()
        .asString()
        .contains("make a new one");
    assertThat(new AzureOnBehalfOf().fix("AADSTS1: x")).isEmpty();
  }

  @Test
  void one_token_is_for_one_api() {
    assertThat(exchange().objection(target(GRAPH + " https://graph.microsoft.com/Mail.Read")))
        .isEmpty();
    assertThat(exchange().objection(target("User.Read " + GRAPH))).isEmpty();
    assertThat(exchange().objection(target(GRAPH + " api://other/read")))
        .get()
        .asString()
        .contains("one API only", "AADSTS28000");
    assertThat(exchange().objection(new Target(Set.of(), Optional.of("api://other"))))
        .get()
        .asString()
        .contains("takes no on_behalf_of.audience");
  }

  @Test
  @Tag("S15")
  void s15_without_a_scope_of_our_api_there_is_no_token_to_exchange() {
    OidcModule without =
        OidcModule.of(Azure.from(ConfiguredPairs.provider(bench.fake())).profile());

    assertThat(without.objection(target(GRAPH)))
        .get()
        .asString()
        .contains("a scope of its API in provider.required_scopes");
  }

  /** learn.microsoft.com, "Request an access token in Azure Active Directory B2C". */
  @Test
  void b2c_has_no_such_flow() {
    String[] b2c = {"tenant_name", "contoso", "policy_name", "B2C_1_signin"};
    OidcModule module =
        OidcModule.of(
            Azure.from(
                    ConfiguredPairs.provider(
                        bench.fake(), b2c[0], b2c[1], b2c[2], b2c[3], "required_scopes", "read"))
                .profile());

    assertThat(module.objection(target(GRAPH))).get().asString().contains("B2C excepted");
  }

  private Refused refused(String error, String suberror, String description) {
    bench
        .fake()
        .exchanges()
        .refuse(
            400, Map.of("error", error, "suberror", suberror, "error_description", description));
    return (Refused) exchange().exchange(Secret.of("token"), target(GRAPH));
  }

  private TokenExchange exchange() {
    return bench.provider().tokenExchange().orElseThrow();
  }

  private static Target target(String scopes) {
    return new Target(Scope.parse(scopes), Optional.empty());
  }
}
