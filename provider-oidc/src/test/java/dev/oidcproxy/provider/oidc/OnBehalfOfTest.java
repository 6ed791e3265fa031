package dev.oidcproxy.provider.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.TokenExchange;
import dev.oidcproxy.domain.port.TokenExchange.Answer.Exchanged;
import dev.oidcproxy.domain.port.TokenExchange.Answer.Refused;
import dev.oidcproxy.domain.port.TokenExchange.Reason;
import dev.oidcproxy.domain.port.TokenExchange.Target;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.ReceivedRequest;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Token exchange in the standard way (RFC 8693), as Keycloak, Okta and others have it. */
class OnBehalfOfTest {

  private static final Target TARGET =
      new Target(Scope.parse("api:read"), Optional.of("https://other-api.example.com"));

  private final ProviderBench bench =
      new ProviderBench((fake, http, clock) ->
          new OidcProvider(
              OidcProfile.standard(
                  "The provider",
                  OidcSettings.from(
                      ConfiguredPairs.provider(
                          fake,
                          "audience",
                          "https://ours.example.com",
                          "extra_token_params.audience",
                          "https://ours.example.com"))),
              http,
              clock,
              Optional.empty()));

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void a_token_of_ours_becomes_one_of_the_other_api() {
    Secret ours = bench.login().tokens().accessToken();

    Exchanged answer = (Exchanged) exchange().exchange(ours, TARGET);

    assertThat(answer.accessToken()).isNotEqualTo(ours);
    assertThat(answer.expiresAt()).contains(bench.clock().instant().plusSeconds(3600));
    ReceivedRequest request = bench.fake().received(ProviderEndpoint.TOKEN).getLast();
    assertThat(request.headers().get("authorization")).startsWith("Basic ");
    assertThat(request.form())
        .isEqualTo(
            Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token", ours.reveal(),
                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                "requested_token_type", "urn:ietf:params:oauth:token-type:access_token",
                "audience", "https://other-api.example.com",
                "scope", "api:read"));
  }

  @Test
  void what_is_not_asked_for_is_not_sent() {
    Secret ours = bench.login().tokens().accessToken();
    exchange().exchange(ours, new Target(Set.of(), Optional.of("https://x")));
    assertThat(last()).doesNotContainKey("scope");
    exchange().exchange(ours, new Target(Scope.parse("a"), Optional.empty()));
    assertThat(last()).doesNotContainKey("audience");
  }

  @Test
  void the_life_of_a_token_may_be_unsaid() {
    Secret ours = bench.login().tokens().accessToken();
    bench.fake().tokenResponse("expires_in", null);

    assertThat(((Exchanged) exchange().exchange(ours, TARGET)).expiresAt()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "invalid_grant, OTHER",
    "invalid_target, OTHER",
    "unauthorized_client, OTHER",
    "unsupported_grant_type, OTHER",
    "consent_required, CONSENT",
    "interaction_required, INTERACTION",
    "login_required, INTERACTION"
  })
  void a_clear_no_is_one(String error, Reason reason) {
    Secret ours = bench.login().tokens().accessToken();
    bench.fake().exchanges().refuse(400, Map.of("error", error, "error_description", "canary"));

    assertThat(exchange().exchange(ours, TARGET))
        .isEqualTo(new Refused(reason, "The provider said " + error));
  }

  @ParameterizedTest
  @ValueSource(strings = {"server_error", "temporarily_unavailable", "invalid_client"})
  @Tag("F3")
  void f3_trouble_is_no_refusal(String error) {
    Secret ours = bench.login().tokens().accessToken();
    bench.fake().exchanges().refuse(400, Map.of("error", error));
    assertUnavailable(ours);
    bench.fake().exchanges().refuse(503, Map.of("error", "invalid_grant"));
    assertUnavailable(ours);
    bench.fake().exchanges().refuse(429, Map.of("error", "invalid_request"));
    assertUnavailable(ours);
    bench.fake().fault(ProviderEndpoint.TOKEN, Fault.html());
    assertUnavailable(ours);
  }

  @Test
  void a_token_that_cannot_be_a_bearers_is_none() {
    Secret ours = bench.login().tokens().accessToken();
    bench.fake().tokenResponse("token_type", "N_A");

    assertThatThrownBy(() -> exchange().exchange(ours, TARGET))
        .isInstanceOf(UpstreamException.Rejected.class);
  }

  @Test
  @Tag("S32")
  void s32_a_message_has_no_token_and_no_words_of_the_provider() {
    assertThat(exchange().exchange(Secret.of("canary-token"), TARGET).toString())
        .contains("invalid_grant")
        .doesNotContain("canary", "555");
    bench.fake().exchanges().refuse(400, Map.of("error", "canary Error"));
    assertThat(exchange().exchange(Secret.of("canary-token"), TARGET).toString())
        .doesNotContain("canary");
  }

  @Test
  void a_profile_without_it_says_so() {
    OidcProfile without =
        OidcProfile.of("Another", OidcSettings.from(ConfiguredPairs.provider(bench.fake())))
            .build();

    assertThat(OidcModule.of(without).objection(TARGET)).get().asString().startsWith("cannot get");
    assertThat(exchange().objection(TARGET)).isEmpty();
  }

  private void assertUnavailable(Secret ours) {
    assertThatThrownBy(() -> exchange().exchange(ours, TARGET))
        .isInstanceOf(UpstreamException.Unavailable.class)
        .hasMessageNotContaining(ours.reveal());
  }

  private TokenExchange exchange() {
    return bench.provider().tokenExchange().orElseThrow();
  }

  private Map<String, String> last() {
    return bench.fake().received(ProviderEndpoint.TOKEN).getLast().form();
  }
}
