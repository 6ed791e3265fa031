package dev.oidcproxy.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.ReceivedRequest;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.TokenVerifierContract;
import dev.oidcproxy.testkit.contract.VerifierBench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opaque access tokens of Google; where its answers are from is said at {@link Tokeninfo}. */
class GoogleTokenVerifierTest implements TokenVerifierContract {

  private static final String LONG = "https://www.googleapis.com/auth/userinfo.";

  @Override
  public VerifierBench.Testee testee() {
    return Tokeninfo.testee();
  }

  @Override
  public ProviderEndpoint asked() {
    return ProviderEndpoint.INTROSPECTION;
  }

  @Test
  void the_token_is_in_a_header_and_never_in_the_url() {
    try (VerifierBench bench = new VerifierBench(testee())) {
      Secret token = bench.token();
      bench.verifier().verify(token);
      ReceivedRequest request = bench.fake().received(asked()).getFirst();
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.headers()).containsEntry("authorization", "Bearer " + token.reveal());
      assertThat(request.form()).isEmpty();
    }
  }

  @Test
  void the_person_is_asked_for_and_both_answers_are_kept_as_long_as_the_token() {
    try (VerifierBench bench =
        new VerifierBench(Tokeninfo.testee("verifier.cache_ttl_seconds", "86400"))) {
      Secret token = bench.token();
      assertThat(bench.verifier().verify(token))
          .containsEntry("name", "Ada Lovelace")
          .containsEntry("email_verified", true);
      bench.clock().pass(Duration.ofSeconds(3599));
      bench.verifier().verify(token);
      assertThat(bench.fake().received(asked())).hasSize(1);
      assertThat(bench.fake().received(ProviderEndpoint.USERINFO)).hasSize(1);
    }
  }

  @Test
  void nobody_is_asked_for_when_the_scopes_tell_nothing_of_a_person() {
    try (VerifierBench bench =
        new VerifierBench(Tokeninfo.testee("verifier.required_scopes", "api:read"))) {
      assertThat(bench.verifier().verify(bench.token("api:read"))).containsEntry("sub", "user-1");
      assertThat(bench.fake().received(ProviderEndpoint.USERINFO)).isEmpty();
    }
  }

  @Test
  void scopes_have_long_names_at_google() {
    try (VerifierBench bench =
        new VerifierBench(Tokeninfo.testee("verifier.required_scopes", "openid,email,profile"))) {
      assertThat(
              bench.verifier().verify(bench.token("openid " + LONG + "email " + LONG + "profile")))
          .isNotEmpty();
      assertRefused(bench, bench.token("openid " + LONG + "email"), "it lacks a scope");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"azp\":\"another-client\",\"aud\":\"https://api.example.com\",\"sub\":\"1\"",
        "\"azp\":\"https://api.example.com\",\"aud\":\"another-client\",\"sub\":\"1\""
      })
  void a_token_that_another_client_got_is_refused(String members) {
    try (VerifierBench bench = new VerifierBench(testee())) {
      Secret token = bench.token();
      bench
          .fake()
          .fault(
              asked(),
              Fault.json(
                  "{" + members + ",\"scope\":\"openid api:read\",\"expires_in\":\"3599\"}"));
      assertRefused(bench, token, "not issued for provider.client_id");
    }
  }

  @Test
  void a_token_that_is_over_is_refused_in_each_way_google_says_it() {
    try (VerifierBench bench = new VerifierBench(testee())) {
      Secret token = bench.token();
      for (Fault fault :
          List.of(
              Fault.json(400, Tokeninfo.REFUSAL),
              Fault.json(400, "{\"error_description\":\"Invalid Value\"}"),
              Fault.json(401, "{\"error\":\"invalid_token\"}"),
              Fault.json("{\"aud\":\"x\",\"expires_in\":\"0\"}"))) {
        bench.fake().fault(asked(), fault);
        assertThatExceptionOfType(UpstreamException.Rejected.class)
            .isThrownBy(() -> bench.verifier().verify(token));
      }
      bench.fake().fault(asked(), Fault.json(400, "{\"error\":\"invalid_request\"}"));
      assertThatExceptionOfType(UpstreamException.Unavailable.class)
          .isThrownBy(() -> bench.verifier().verify(token));
    }
  }

  @Test
  void a_person_who_cannot_be_asked_for_or_is_another_one_is_not_let_through() {
    try (VerifierBench bench = new VerifierBench(testee())) {
      Secret token = bench.token();
      bench.fake().fault(ProviderEndpoint.USERINFO, Fault.status(500));
      assertThatExceptionOfType(UpstreamException.Unavailable.class)
          .isThrownBy(() -> bench.verifier().verify(token));
      bench.fake().fault(ProviderEndpoint.USERINFO, Fault.status(401));
      assertRefused(bench, token, "does not take it");
      bench.fake().fault(ProviderEndpoint.USERINFO, Fault.json("{\"sub\":\"mallory\"}"));
      assertRefused(bench, token, "not of one person");
    }
  }

  @Test
  void little_is_enough_and_what_is_fixed_cannot_be_set() {
    List<Problem> problems = new ArrayList<>();
    GoogleTokenVerifier.Settings settings =
        GoogleTokenVerifier.Settings.from(
            ConfiguredPairs.section("provider", problems, "client_id", "id"));
    assertThat(problems).isEmpty();
    assertThat(settings.tokeninfo()).hasToString("https://oauth2.googleapis.com/tokeninfo");
    assertThat(settings.userinfo()).hasToString("https://openidconnect.googleapis.com/v1/userinfo");
    assertThat(settings.common().rules().requiredScopes()).isEqualTo(Scope.parse("openid"));
    GoogleTokenVerifier.Settings.from(
        ConfiguredPairs.section(
            "provider",
            problems,
            "verifier.audience",
            "x",
            "verifier.issuer",
            "y",
            "verifier.tokeninfo_url",
            "http://google.example/tokeninfo"));
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly(
            "provider.verifier.audience",
            "provider.verifier.issuer",
            "provider.verifier.tokeninfo_url");
  }

  private static void assertRefused(VerifierBench bench, Secret token, String reason) {
    assertThatExceptionOfType(UpstreamException.Rejected.class)
        .isThrownBy(() -> bench.verifier().verify(token))
        .withMessageContaining(reason);
  }
}
