package dev.oidcproxy.provider.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.Signature;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How access tokens and token responses are checked. */
class OidcTokensTest {

  @Test
  void an_access_token_that_is_a_jwt_is_verified() {
    rejects(fake -> fake.signAccessTokens(Signature.FORGED), "its signature does not hold");
    rejects(
        fake -> fake.signAccessTokens(Signature.NONE), "its signature algorithm is not allowed");
    rejects(
        fake -> fake.signAccessTokens(Signature.WITH_THE_PUBLIC_KEY),
        "its signature algorithm is not allowed");
    rejects(fake -> fake.accessToken("iss", "https://evil.example"), "its issuer");
    rejects(fake -> fake.accessToken("exp", 1_000_000), "it has expired");
    rejects(
        fake -> fake.accessToken("aud", "https://other.example"),
        "its audience is not provider.audience",
        "audience",
        "https://api.example.org");
  }

  @Test
  void a_refreshed_access_token_is_verified_like_the_first() {
    try (ProviderBench bench = Configured.bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      bench.fake().signAccessTokens(Signature.FORGED);
      assertThatExceptionOfType(UpstreamException.Unverified.class)
          .isThrownBy(() -> bench.refresh(tokens))
          .withMessageContaining("the access token does not hold");
    }
  }

  @Test
  void the_longest_refresh_is_said_from_the_timeout_of_each_request() {
    try (ProviderBench patient = Configured.bench("timeout_seconds", "30");
        ProviderBench standard = Configured.bench("timeout_seconds", "10")) {
      // Metadata, keys, the answer and newer keys, and whatever verifies in their place.
      assertThat(patient.provider().longestExchange()).hasSeconds(5 * 30);
      assertThat(standard.provider().longestExchange()).hasSeconds(5 * 10);
    }
  }

  @Test
  void one_of_several_audiences_is_enough_for_an_access_token() {
    try (ProviderBench bench = Configured.bench("audience", "https://api.example.org")) {
      bench.fake().accessToken("aud", List.of("https://x.example", "https://api.example.org"));
      assertThat(bench.login()).isNotNull();
    }
  }

  @Test
  void an_access_token_that_names_its_scopes_must_name_the_required_ones() {
    String[] required = {"required_scopes", "openid,api:read"};
    rejects(fake -> fake.accessToken("scope", "api:write"), "it lacks a scope", required);
    rejects(
        fake -> fake.accessToken("scope", null).accessToken("scp", List.of("x")),
        "it lacks a scope",
        required);
    accepts(fake -> fake.accessToken("scope", "api:read"), required);
    accepts(
        fake -> fake.accessToken("scope", null).accessToken("scp", List.of("api:read")), required);
    accepts(fake -> fake.accessToken("scope", null), required);
  }

  @Test
  void the_algorithm_of_access_tokens_can_be_fixed() {
    accepts(fake -> fake.signAccessTokens(Signature.ES256));
    accepts(fake -> fake.signAccessTokens(Signature.ES256), "algorithm", "ES256");
    rejects(fake -> {}, "its signature algorithm is not allowed", "algorithm", "ES256");
  }

  @Test
  void an_opaque_access_token_leaves_the_id_token_to_say_who_it_is_and_one_notice_in_the_log() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(AccessTokens.class);
    logger.setLevel(Level.INFO);
    log.start();
    logger.addAppender(log);
    try (ProviderBench bench = Configured.bench()) {
      bench.fake().opaqueAccessTokens();
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
      bench.login();
      assertThat(log.list).hasSize(1);
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
  }

  @Test
  void a_sign_in_without_a_refresh_token_is_noted() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(TokenResponse.class);
    logger.setLevel(Level.INFO);
    log.start();
    logger.addAppender(log);
    try (ProviderBench bench = Configured.bench()) {
      bench.login();
      assertThat(log.list).isEmpty();
      bench.fake().tokenResponse("refresh_token", null);
      bench.login();
      assertThat(log.list)
          .singleElement()
          .extracting(ILoggingEvent::getFormattedMessage)
          .asString()
          .contains("no refresh token", "in 3600 seconds");
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
  }

  @Test
  void verify_id_token_forces_either_way() {
    accepts(fake -> fake.signAccessTokens(Signature.FORGED), "verify_id_token", "true");
    rejects(fake -> fake.tokenResponse("id_token", null), "no ID token", "verify_id_token", "true");
    rejects(FakeProvider::opaqueAccessTokens, "not a signed JWT", "verify_id_token", "false");
    rejects(
        fake -> fake.signIdTokens(Signature.FORGED),
        "the ID token does not hold",
        "verify_id_token",
        "false");
    accepts(
        fake -> fake.tokenResponse("id_token", null),
        "verify_id_token",
        "false",
        "required_scopes",
        "profile");
  }

  @Test
  void nobody_does_without_an_id_token_by_taking_openid_out_of_what_the_browser_carries() {
    for (Object scope : new Object[] {null, "profile", "openid profile"}) {
      rejects(
          fake -> fake.tokenResponse("id_token", null).tokenResponse("scope", scope),
          "there is no ID token",
          "required_scopes",
          "openid,profile");
    }
  }

  @Test
  void a_required_scope_that_was_not_granted_rejects_the_login() {
    String[] required = {"required_scopes", "openid,api:read,offline_access"};
    rejects(
        fake -> fake.opaqueAccessTokens().tokenResponse("scope", "openid api:write"),
        "did not grant every scope",
        required);
    accepts(fake -> fake.tokenResponse("scope", "api:read"), required);
    accepts(
        fake -> fake.tokenResponse("scope", "api:read").tokenResponse("refresh_token", null),
        required);
    accepts(fake -> fake.tokenResponse("scope", List.of("openid", "api:read")), required);
    accepts(fake -> fake.tokenResponse("scope", null), required);
  }

  @Test
  void an_answer_without_scopes_grants_no_more_than_the_access_token_names() {
    try (ProviderBench bench = Configured.bench("required_scopes", "openid,email,api:read")) {
      bench.fake().tokenResponse("scope", null).accessToken("scope", "api:read other");
      assertThat(bench.login().tokens().scope())
          .isEqualTo(Scope.parse("openid email api:read offline_access"));
    }
  }

  @Test
  void a_token_of_another_type_is_rejected() {
    rejects(fake -> fake.tokenResponse("token_type", "DPoP"), "not of type Bearer");
    accepts(fake -> fake.tokenResponse("token_type", "bearer"));
    rejects(fake -> fake.tokenResponse("access_token", null), "no access token");
  }

  @Test
  void a_lifetime_beyond_reason_is_cut() {
    accepts(fake -> fake.tokenResponse("expires_in", Long.MAX_VALUE));
    accepts(fake -> fake.tokenResponse("expires_in", "soon"));
  }

  @Test
  void a_token_verifier_replaces_the_check_and_says_what_is_required() {
    TokenVerifier verifier =
        new TokenVerifier() {
          @Override
          public Set<Scope> requiredScopes() {
            return Scope.parse("custom");
          }

          @Override
          public Map<String, Object> verify(Secret accessToken) {
            return Map.of("sub", "somebody");
          }
        };
    try (ProviderBench bench =
        new ProviderBench(Configured.with(Optional.of(verifier), "token_verifier", "mine"))) {
      bench.fake().signAccessTokens(Signature.FORGED);
      assertThat(bench.provider().requiredScopes()).isEqualTo(Scope.parse("custom"));
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
      bench.fake().tokenResponse("id_token", null).tokenResponse("scope", "custom");
      assertThat(bench.login().identity().subject()).isEqualTo("somebody");
    }
  }

  @Test
  void a_token_verifier_that_is_named_must_be_there() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configured.bench("token_verifier", "mine"));
  }

  private static void accepts(Consumer<FakeProvider> oddity, String... pairs) {
    try (ProviderBench bench = Configured.bench(pairs)) {
      oddity.accept(bench.fake());
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
  }

  private static void rejects(Consumer<FakeProvider> lie, String reason, String... pairs) {
    try (ProviderBench bench = Configured.bench(pairs)) {
      lie.accept(bench.fake());
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining(reason);
    }
  }
}
