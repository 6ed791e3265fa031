package dev.oidcproxy.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.Signature;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an OpenID provider does with a login's ID token (OpenID Connect Core section 3.1). */
interface IdTokenLoginContract {

  ProviderBench bench();

  @Test
  default void a_login_asks_with_a_nonce_for_an_id_token() {
    try (ProviderBench bench = bench()) {
      LoginRequest request = bench.request();
      Parameters sent = Parameters.parse(bench.provider().loginUri(request).getRawQuery());
      assertThat(sent.first("nonce")).contains("the-nonce-of-this-login");
      assertThat(bench.login().tokens().idToken()).isPresent();
    }
  }

  @Tag("S30")
  @Test
  default void an_id_token_of_another_issuer_is_rejected() {
    rejects(fake -> fake.idToken("iss", "https://evil.example"));
    rejects(fake -> fake.idToken("iss", fake.issuer() + "/"));
    rejects(fake -> fake.idToken("iss", null));
  }

  @Tag("S30")
  @Test
  default void an_id_token_for_another_client_is_rejected() {
    rejects(fake -> fake.idToken("aud", "another-client"));
    rejects(fake -> fake.idToken("aud", null));
    rejects(fake -> fake.idToken("azp", "another-client"));
    rejects(fake -> fake.idToken("aud", List.of(fake.clientId(), "another-client")));
  }

  @Tag("S30")
  @Test
  default void an_id_token_of_another_login_is_rejected() {
    rejects(fake -> fake.idToken("nonce", "the-nonce-of-another-login"));
    rejects(fake -> fake.idToken("nonce", null));
  }

  @Test
  default void an_id_token_of_another_time_is_rejected() {
    rejects(fake -> fake.idToken("exp", 1_000_000));
    rejects(fake -> fake.idToken("exp", null));
    rejects(fake -> fake.idToken("exp", "9999999999"));
    rejects(fake -> fake.idToken("iat", 9_999_999_999L));
    rejects(fake -> fake.idToken("iat", null));
  }

  @Test
  default void an_id_token_without_a_subject_is_rejected() {
    rejects(fake -> fake.idToken("sub", null));
    rejects(fake -> fake.idToken("sub", ""));
  }

  @Test
  default void an_id_token_of_another_access_token_is_rejected() {
    rejects(fake -> fake.idToken("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"));
  }

  @Tag("S30")
  @Test
  default void an_id_token_that_the_provider_did_not_sign_is_rejected() {
    rejects(fake -> fake.signIdTokens(Signature.NONE));
    rejects(fake -> fake.signIdTokens(Signature.FORGED));
    rejects(fake -> fake.signIdTokens(Signature.UNKNOWN_KEY));
    rejects(fake -> fake.signIdTokens(Signature.WITH_THE_PUBLIC_KEY));
  }

  @Test
  default void an_id_token_signed_by_an_algorithm_that_was_not_announced_is_rejected() {
    rejects(fake -> fake.signIdTokens(Signature.PS256));
  }

  @Test
  default void a_minute_of_clock_skew_is_tolerated() {
    try (ProviderBench bench = bench()) {
      long now = bench.clock().instant().getEpochSecond();
      bench.fake().idToken("iat", now + 60).idToken("exp", now - 59);
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
      bench.clock().pass(Duration.ofSeconds(1));
      assertThatExceptionOfType(UpstreamException.Rejected.class).isThrownBy(bench::login);
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
