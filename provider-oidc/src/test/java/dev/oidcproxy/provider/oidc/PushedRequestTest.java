package dev.oidcproxy.provider.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.ReceivedRequest;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins that are pushed to the provider before the browser goes there (RFC 9126). */
class PushedRequestTest {

  @Test
  void a_provider_that_requires_it_gets_the_request_first() {
    try (ProviderBench bench = required()) {
      URI uri = bench.provider().loginUri(bench.request());
      Parameters sent = Parameters.parse(uri.getRawQuery());
      assertThat(uri.toString()).startsWith(bench.fake().issuer() + "/authorize?");
      assertThat(sent.names()).containsExactlyInAnyOrder("client_id", "request_uri");
      assertThat(sent.first("client_id")).contains(bench.fake().clientId());
      ReceivedRequest pushed = pushed(bench).getFirst();
      assertThat(pushed.headers()).containsKey("authorization");
      assertThat(pushed.form())
          .containsEntry("response_type", "code")
          .containsEntry("client_id", bench.fake().clientId())
          .containsEntry("redirect_uri", bench.request().callback().toString())
          .containsEntry("state", "transaction.the-state")
          .containsEntry("nonce", "the-nonce-of-this-login")
          .containsEntry("code_challenge_method", "S256")
          .containsEntry("prompt", "login")
          .containsKeys("code_challenge", "scope")
          .doesNotContainKeys("request_uri", "code_verifier");
    }
  }

  @Test
  void the_login_goes_on_as_any_other() {
    try (ProviderBench bench = required()) {
      var login = bench.login();
      assertThat(login.identity().subject()).isEqualTo("user-1");
      assertThat(bench.refresh(login.tokens()).tokens().refreshToken()).isPresent();
    }
  }

  @Test
  void each_login_is_pushed_anew() {
    try (ProviderBench bench = required()) {
      bench.login();
      bench.login();
      assertThat(pushed(bench)).hasSize(2);
    }
  }

  @Test
  void a_provider_that_only_offers_it_is_asked_where_the_operator_says_so() {
    try (ProviderBench bench = Configured.bench()) {
      bench.login();
      assertThat(pushed(bench)).isEmpty();
    }
    try (ProviderBench bench = Configured.bench("pushed_authorization_requests", "true")) {
      bench.login();
      assertThat(pushed(bench)).hasSize(1);
    }
  }

  @Test
  void an_operator_may_know_better_than_the_provider() {
    try (ProviderBench bench = Configured.bench("pushed_authorization_requests", "false")) {
      bench.fake().discovery("require_pushed_authorization_requests", true);
      bench.login();
      assertThat(pushed(bench)).isEmpty();
    }
  }

  @Test
  void a_provider_without_the_endpoint_is_told() {
    try (ProviderBench bench = required()) {
      bench.fake().discovery("pushed_authorization_request_endpoint", null);
      assertThatExceptionOfType(UpstreamException.Unavailable.class)
          .isThrownBy(bench::login)
          .withMessageContaining("names no pushed_authorization_request_endpoint");
    }
  }

  @Test
  void a_client_that_is_public_only_says_who_it_is() {
    try (ProviderBench bench =
        Configured.bench(
            "token_endpoint_auth_method", "none",
            "client_secret", "",
            "pushed_authorization_requests", "true")) {
      bench.login();
      assertThat(pushed(bench).getFirst().headers()).doesNotContainKey("authorization");
    }
  }

  @Test
  void what_the_provider_refuses_of_a_login_is_a_denial() {
    assertThatExceptionOfType(UpstreamException.Denied.class)
        .isThrownBy(() -> answering(Fault.error(400, "invalid_scope")))
        .withMessage("the provider refused the login: invalid_scope");
  }

  @ParameterizedTest
  @CsvSource({
    "401, invalid_client",
    "400, invalid_client",
    "429, temporarily_unavailable",
    "400, server_error",
    "503, invalid_request"
  })
  void trouble_with_a_pushed_request_is_no_denial(int status, String error) {
    assertThatExceptionOfType(UpstreamException.Unavailable.class)
        .isThrownBy(() -> answering(Fault.error(status, error)))
        .withMessageContaining(error);
  }

  @Test
  void an_answer_that_names_no_request_is_none() {
    String longest = "x".repeat(2049);
    for (Fault fault :
        List.of(
            Fault.html(),
            Fault.huge(),
            Fault.hangUp(),
            Fault.status(500),
            Fault.status(302),
            Fault.json("{}"),
            Fault.json("{\"request_uri\":\"\"}"),
            Fault.json("{\"request_uri\":\"" + longest + "\"}"))) {
      assertThatExceptionOfType(UpstreamException.Unavailable.class)
          .isThrownBy(() -> answering(fault));
    }
  }

  private static void answering(Fault fault) {
    try (ProviderBench bench = required()) {
      bench.fake().fault(ProviderEndpoint.PUSHED_AUTHORIZATION, fault);
      bench.login();
    }
  }

  private static List<ReceivedRequest> pushed(ProviderBench bench) {
    return bench.fake().received(ProviderEndpoint.PUSHED_AUTHORIZATION);
  }

  private static ProviderBench required() {
    ProviderBench bench = Configured.bench("extra_authorize_params.prompt", "login");
    bench.fake().discovery("require_pushed_authorization_requests", true);
    return bench;
  }
}
