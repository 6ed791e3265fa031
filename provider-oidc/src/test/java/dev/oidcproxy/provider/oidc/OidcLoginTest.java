package dev.oidcproxy.provider.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.ReceivedRequest;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is sent to the provider, and how its answer in the browser is read. */
class OidcLoginTest {

  @Test
  void required_scopes_are_asked_for_whatever_the_client_wants() {
    try (ProviderBench bench = Configured.bench("required_scopes", "openid,api:read")) {
      LoginRequest all = bench.request();
      LoginRequest request =
          new LoginRequest(
              all.callback(),
              all.state(),
              all.nonce(),
              all.codeVerifier(),
              Scope.parse("api:write"),
              all.resource());
      assertThat(sent(bench, request).first("scope")).contains("openid api:read api:write");
      assertThat(sent(bench, request).first("audience")).isEmpty();
      assertThat(sent(bench, request).first("resource")).isEmpty();
    }
  }

  @Test
  void a_space_is_no_plus_sign() {
    try (ProviderBench bench = Configured.bench()) {
      String query = bench.provider().loginUri(bench.request()).getRawQuery();
      assertThat(query).contains("scope=openid%20offline_access").doesNotContain("+");
    }
  }

  @Test
  void an_endpoint_with_a_query_keeps_it() {
    try (ProviderBench bench = Configured.bench()) {
      bench
          .fake()
          .discovery("authorization_endpoint", bench.fake().issuer() + "/authorize?policy=one");
      assertThat(sent(bench, bench.request()).first("policy")).contains("one");
    }
  }

  @Test
  void the_audience_is_sent_on_both_legs() {
    try (ProviderBench bench = Configured.bench("audience", "https://api.example.org")) {
      assertThat(sent(bench, bench.request()).first("audience"))
          .contains("https://api.example.org");
      bench.login();
      assertThat(tokenRequest(bench).form()).containsEntry("audience", "https://api.example.org");
    }
  }

  @Test
  void the_resource_is_sent_where_the_operator_says_so() {
    try (ProviderBench bench = Configured.bench("forward_resource", "true")) {
      assertThat(sent(bench, bench.request()).first("resource"))
          .contains("https://mcp.example.com/mcp");
      bench.login();
      assertThat(tokenRequest(bench).form())
          .containsEntry("resource", "https://mcp.example.com/mcp");
    }
  }

  @Test
  void pkce_can_be_switched_off() {
    try (ProviderBench bench = Configured.bench("forward_pkce", "false")) {
      Parameters sent = sent(bench, bench.request());
      assertThat(sent.first("code_challenge")).isEmpty();
      assertThat(sent.first("code_challenge_method")).isEmpty();
      bench.login();
      assertThat(tokenRequest(bench).form()).doesNotContainKey("code_verifier");
    }
  }

  @Test
  void extra_parameters_override_computed_ones() {
    try (ProviderBench bench =
        Configured.bench(
            "audience", "one",
            "extra_authorize_params.audience", "two",
            "extra_authorize_params.prompt", "select_account",
            "extra_token_params.audience", "three",
            "extra_token_params.tenant", "t")) {
      Parameters sent = sent(bench, bench.request());
      assertThat(sent.all("audience")).containsExactly("two");
      assertThat(sent.first("prompt")).contains("select_account");
      LoginRequest request = bench.request();
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> bench.provider().complete(answer(bench, request), request))
          .withMessageContaining("its audience is not provider.audience");
      assertThat(tokenRequest(bench).form())
          .containsEntry("audience", "three")
          .containsEntry("tenant", "t");
    }
  }

  @Test
  void basic_authentication_form_encodes_both_halves() {
    try (ProviderBench bench = Configured.bench()) {
      bench.login();
      String pair = "the-client:s3cret%3Awith%25special+%2Bchars";
      assertThat(tokenRequest(bench).headers())
          .containsEntry(
              "authorization",
              "Basic "
                  + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)));
      assertThat(tokenRequest(bench).form()).doesNotContainKeys("client_id", "client_secret");
    }
  }

  @Test
  void post_authentication_puts_the_secret_into_the_body() {
    try (ProviderBench bench =
        Configured.bench("token_endpoint_auth_method", "client_secret_post")) {
      bench.login();
      assertThat(tokenRequest(bench).headers()).doesNotContainKey("authorization");
      assertThat(tokenRequest(bench).form())
          .containsEntry("client_id", bench.fake().clientId())
          .containsEntry("client_secret", bench.fake().clientSecret());
    }
  }

  @Test
  void a_public_client_names_itself_and_sends_no_secret() {
    try (ProviderBench bench =
        Configured.bench("token_endpoint_auth_method", "none", "client_secret", "")) {
      bench.login();
      assertThat(tokenRequest(bench).headers()).doesNotContainKey("authorization");
      assertThat(tokenRequest(bench).form())
          .containsEntry("client_id", bench.fake().clientId())
          .doesNotContainKey("client_secret");
    }
  }

  @Test
  void the_issuer_of_an_answer_must_be_there_when_the_provider_always_sends_it() {
    try (ProviderBench bench = Configured.bench()) {
      bench.fake().discovery("authorization_response_iss_parameter_supported", true);
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
      LoginRequest request = bench.request();
      CallbackParameters sent = answer(bench, request);
      CallbackParameters stripped =
          new CallbackParameters(
              sent.code(), sent.state(), Optional.empty(), Optional.empty(), Optional.empty());
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> bench.provider().complete(stripped, request))
          .withMessage("the answer does not name its issuer (RFC 9207)");
    }
  }

  @Test
  void an_answer_with_neither_code_nor_error_is_rejected() {
    try (ProviderBench bench = Configured.bench()) {
      CallbackParameters empty =
          new CallbackParameters(
              Optional.empty(),
              Optional.of(Secret.of("transaction.the-state")),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> bench.provider().complete(empty, bench.request()));
    }
  }

  @Test
  void every_request_has_the_configured_timeout_and_a_bound() {
    List<HttpTransport.Request> requests = new ArrayList<>();
    ProviderBench.Testee testee =
        (fake, http, clock) ->
            Configured.with("timeout_seconds", "7")
                .of(
                    fake,
                    request -> {
                      requests.add(request);
                      return http.send(request);
                    },
                    clock);
    try (ProviderBench bench = new ProviderBench(testee)) {
      bench.login();
    }
    assertThat(requests)
        .hasSize(3)
        .allSatisfy(request -> assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(7)))
        .allSatisfy(request -> assertThat(request.maxBytes()).isLessThan(1 << 20));
  }

  @Test
  void trouble_at_the_provider_is_no_refusal() {
    try (ProviderBench bench = Configured.bench()) {
      assertThatExceptionOfType(UpstreamException.Unavailable.class)
          .isThrownBy(() -> bench.refused("temporarily_unavailable"));
    }
  }

  @Test
  void a_refresh_asks_for_what_is_still_wanted_of_what_was_granted() {
    try (ProviderBench bench =
        Configured.bench("required_scopes", "openid,api:read,offline_access")) {
      bench.fake().tokenResponse("scope", "openid api:read api:write");
      var tokens = bench.login().tokens();
      assertThat(tokens.scope())
          .containsExactlyInAnyOrderElementsOf(
              Scope.parse("openid api:read api:write offline_access"));
      bench.provider().refresh(tokens, Set.of(new Scope("api:read"), new Scope("api:delete")));
      assertThat(tokenRequest(bench).form().get("scope").split(" "))
          .containsExactlyInAnyOrder("openid", "api:read", "offline_access");
    }
  }

  private static Parameters sent(ProviderBench bench, LoginRequest request) {
    Parameters sent = Parameters.parse(bench.provider().loginUri(request).getRawQuery());
    assertThat(sent.repeated()).isEmpty();
    return sent;
  }

  private static CallbackParameters answer(ProviderBench bench, LoginRequest request) {
    return ProviderBench.answer(bench.fake().authorize(bench.provider().loginUri(request)));
  }

  private static ReceivedRequest tokenRequest(ProviderBench bench) {
    return bench.fake().received(ProviderEndpoint.TOKEN).getLast();
  }
}
