package dev.oidcproxy.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.value.CodeChallenge;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.ProviderEndpoint;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every provider does with a login (RFC 6749 section 4.1). */
interface ProviderLoginContract {

  ProviderBench bench();

  @Test
  default void a_login_asks_for_a_code_with_state_and_s256() {
    try (ProviderBench bench = bench()) {
      LoginRequest request = bench.request();
      var uri = bench.provider().loginUri(request);
      Parameters sent = Parameters.parse(uri.getRawQuery());
      assertThat(uri.toString()).startsWith(bench.fake().issuer() + "/authorize?");
      assertThat(sent.repeated()).isEmpty();
      assertThat(sent.first("response_type")).contains("code");
      assertThat(sent.first("client_id")).contains(bench.fake().clientId());
      assertThat(sent.first("redirect_uri")).contains(request.callback().toString());
      assertThat(sent.first("state")).contains("transaction.the-state");
      assertThat(sent.first("code_challenge_method")).contains("S256");
      assertThat(sent.first("code_challenge"))
          .contains(
              CodeChallenge.of("a-code-verifier-of-at-least-43-characters-0123456789").value());
    }
  }

  @Test
  default void a_login_gives_identity_and_tokens_for_one_exchange() {
    try (ProviderBench bench = bench()) {
      Login login = bench.login();
      assertThat(login.identity().subject()).isEqualTo("user-1");
      assertThat(login.identity().issuer()).isEqualTo(bench.fake().issuer());
      assertThat(login.identity().name()).contains("Ada Lovelace");
      assertThat(login.identity().email()).contains("ada@example.com");
      assertThat(login.tokens().refreshToken()).isPresent();
      assertThat(login.tokens().scope()).containsAll(bench.provider().requiredScopes());
      assertThat(login.tokens().obtainedAt()).isEqualTo(bench.clock().instant());
      assertThat(login.tokens().expiresAt()).contains(bench.clock().instant().plusSeconds(3600));
      assertThat(bench.fake().received(ProviderEndpoint.TOKEN)).hasSize(1);
    }
  }

  @Test
  default void a_lifetime_may_be_a_text_or_missing() {
    try (ProviderBench bench = bench()) {
      bench.fake().tokenResponse("expires_in", "600");
      assertThat(bench.login().tokens().expiresAt())
          .contains(bench.clock().instant().plusSeconds(600));
      bench.fake().tokenResponse("expires_in", null);
      assertThat(bench.login().tokens().expiresAt()).isEmpty();
    }
  }

  @Test
  default void a_token_that_expires_at_once_is_rejected() {
    rejects(fake -> fake.tokenResponse("expires_in", 0));
    rejects(fake -> fake.tokenResponse("expires_in", "-1"));
  }

  @Test
  default void a_refresh_lifetime_of_zero_is_unknown() {
    try (ProviderBench bench = bench()) {
      bench.fake().tokenResponse("refresh_expires_in", 0);
      assertThat(bench.login().tokens().refreshExpiresAt()).isEmpty();
      bench.fake().tokenResponse("refresh_expires_in", 7200);
      assertThat(bench.login().tokens().refreshExpiresAt())
          .contains(bench.clock().instant().plusSeconds(7200));
    }
  }

  @Test
  default void a_login_without_a_refresh_token_is_one_that_cannot_be_refreshed() {
    try (ProviderBench bench = bench()) {
      bench.fake().tokenResponse("refresh_token", null);
      assertThat(bench.login().tokens().refreshable()).isFalse();
    }
  }

  @Tag("S30")
  @Test
  default void a_refusal_is_a_denial_that_repeats_none_of_the_providers_words() {
    try (ProviderBench bench = bench()) {
      assertThatExceptionOfType(UpstreamException.Denied.class)
          .isThrownBy(() -> bench.refused("access_denied"))
          .withMessageEndingWith("access_denied");
      assertThatExceptionOfType(UpstreamException.Denied.class)
          .isThrownBy(() -> bench.refused("<b>Call +1 555 0100</b>"))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("555"));
      assertThat(bench.fake().received(ProviderEndpoint.TOKEN)).isEmpty();
    }
  }

  @Tag("S30")
  @Test
  default void an_answer_from_another_issuer_is_rejected_before_anything_is_sent() {
    try (ProviderBench bench = bench()) {
      LoginRequest request = bench.request();
      CallbackParameters answer =
          ProviderBench.answer(bench.fake().authorize(bench.provider().loginUri(request)));
      CallbackParameters mixedUp =
          new CallbackParameters(
              answer.code(),
              answer.state(),
              Optional.of("https://evil.example"),
              Optional.empty(),
              Optional.empty());
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> bench.provider().complete(mixedUp, request));
      assertThat(bench.fake().received(ProviderEndpoint.TOKEN)).isEmpty();
    }
  }

  @Test
  default void a_code_the_provider_does_not_know_is_rejected() {
    try (ProviderBench bench = bench()) {
      LoginRequest request = bench.request();
      CallbackParameters answer =
          ProviderBench.answer(bench.fake().authorize(bench.provider().loginUri(request)));
      assertThat(bench.provider().complete(answer, request)).isNotNull();
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> bench.provider().complete(answer, request));
    }
  }

  private void rejects(Consumer<FakeProvider> lie) {
    try (ProviderBench bench = bench()) {
      lie.accept(bench.fake());
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .satisfies(e -> Silence.about(e, bench.fake()));
    }
  }
}
