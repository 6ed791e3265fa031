package dev.oidcproxy.provider.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What GitHub does in ways of its own; where its answers are from is said at {@link GitHub}. */
class GitHubTest {

  @Test
  void the_number_of_the_account_is_the_subject_and_its_name_may_change() {
    try (ProviderBench bench = GitHub.bench(GitHub.TOKEN, "repo, gist")) {
      Identity who = bench.login().identity();
      assertThat(who.subject()).isEqualTo("583231");
      assertThat(who.issuer()).isEqualTo(bench.fake().issuer());
      assertThat(who.preferredUsername()).contains("octocat");
      assertThat(who.name()).contains("The Octocat");
      assertThat(who.email()).isEmpty();
      assertThat(who.emailVerified()).isFalse();
      assertThat(bench.fake().received(ProviderEndpoint.USERINFO).getFirst().headers())
          .containsEntry("authorization", "Bearer gho_16C7e42F292c6912E7710c838347Ae178B4a")
          .containsKey("user-agent");
    }
  }

  @Test
  void a_number_that_is_not_whole_identifies_nobody() {
    try (ProviderBench bench = GitHub.bench(GitHub.TOKEN, "")) {
      for (String id : new String[] {"1.5", "true", "null", "[1]", "\"\""}) {
        bench.fake().fault(ProviderEndpoint.USERINFO, Fault.json("{\"id\":" + id + "}"));
        assertThatExceptionOfType(UpstreamException.Rejected.class)
            .isThrownBy(bench::login)
            .withMessageContaining("says who it is");
      }
      bench.fake().fault(ProviderEndpoint.USERINFO, Fault.json("{\"id\":123456789012345678901}"));
      assertThat(bench.login().identity().subject()).isEqualTo("123456789012345678901");
    }
  }

  @Test
  void a_token_of_an_oauth_app_has_no_end_and_no_refresh_token() {
    try (ProviderBench bench = GitHub.bench(GitHub.TOKEN, "repo, gist")) {
      UpstreamTokens tokens = bench.login().tokens();
      assertThat(tokens.expiresAt()).isEmpty();
      assertThat(tokens.refreshable()).isFalse();
      assertThat(tokens.idToken()).isEmpty();
    }
  }

  @Test
  void json_is_asked_for_and_a_form_is_understood_all_the_same() {
    try (ProviderBench bench = GitHub.bench(GitHub.TOKEN, "repo, gist")) {
      bench.fake().fault(ProviderEndpoint.TOKEN, GitHub.form(GitHub.FORM));
      assertThat(bench.login().tokens().scope()).isEqualTo(Scope.parse("repo gist"));
      assertThat(bench.fake().received(ProviderEndpoint.TOKEN).getFirst().headers())
          .containsEntry("accept", "application/json");
      bench.fake().fault(ProviderEndpoint.TOKEN, GitHub.form("error=bad_verification_code"));
      assertRejected(bench, "invalid_grant");
      bench.fake().fault(ProviderEndpoint.TOKEN, GitHub.form("access_token=a&access_token=b"));
      assertUnavailable(bench, "without a usable body");
      bench.fake().fault(ProviderEndpoint.TOKEN, GitHub.form("access_token=%zz"));
      assertUnavailable(bench, "without a usable body");
    }
  }

  @Test
  void scopes_are_those_of_the_header_or_else_of_the_token_response() {
    try (ProviderBench bench = GitHub.bench(GitHub.TOKEN, "gist, read:user")) {
      assertThat(bench.login().tokens().scope()).isEqualTo(Scope.parse("gist read:user"));
      bench.fake().fault(ProviderEndpoint.USERINFO, GitHub.user(""));
      assertThat(bench.login().tokens().scope()).isEmpty();
      bench.fake().fault(ProviderEndpoint.USERINFO, Fault.json("{\"id\":1}"));
      assertThat(bench.login().tokens().scope()).isEqualTo(Scope.parse("repo gist"));
    }
  }

  @Test
  void a_scope_that_the_person_took_away_is_missed() {
    try (ProviderBench bench = GitHub.bench(GitHub.TOKEN, "gist", "required_scopes", "repo,gist")) {
      assertRejected(bench, "did not grant every scope");
    }
  }

  /** "Scopes for OAuth apps", normalized scopes: user,gist,user:email results in user and gist. */
  @Test
  void a_scope_that_another_one_includes_need_not_be_named() {
    String[] required = {"required_scopes", "user,gist,user:email"};
    try (ProviderBench bench = GitHub.bench(GitHub.TOKEN, "gist, user", required)) {
      assertRejected(bench, "did not grant every scope");
    }
    String[] included = {
      "required_scopes", "user,gist,user:email", "included_scopes.user", "read:user,user:email"
    };
    try (ProviderBench bench = GitHub.bench(GitHub.TOKEN, "gist, user", included)) {
      assertThat(bench.login().tokens().scope())
          .containsExactlyInAnyOrderElementsOf(Scope.parse("gist user read:user user:email"));
    }
  }

  @Test
  void no_scope_of_openid_connect_is_asked_for_and_no_nonce_sent() {
    try (ProviderBench bench = GitHub.bench(GitHub.TOKEN, "", "required_scopes", "read:user")) {
      Parameters asked = asked(bench);
      assertThat(asked.first("scope")).contains("read:user");
      assertThat(asked.first("nonce")).isEmpty();
      assertThat(asked.first("code_challenge_method")).contains("S256");
    }
    try (ProviderBench bench =
        GitHub.bench(GitHub.TOKEN, "", "required_scopes", "read:me,offline_access")) {
      assertThat(asked(bench).first("scope")).contains("read:me offline_access");
    }
  }

  @Test
  void an_error_with_a_status_of_success_is_an_error() {
    try (ProviderBench bench = GitHub.bench(GitHub.BAD_CODE, "")) {
      assertRejected(bench, "the provider refused the code: invalid_grant");
      bench.fake().fault(ProviderEndpoint.TOKEN, Fault.json(GitHub.BAD_CLIENT));
      assertUnavailable(bench, "incorrect_client_credentials");
    }
  }

  @Test
  void tokens_of_a_github_app_end_and_rotate() {
    try (ProviderBench bench = GitHub.bench(GitHub.APP_TOKEN, "")) {
      UpstreamTokens before = bench.login().tokens();
      assertThat(before.expiresAt()).contains(bench.clock().instant().plusSeconds(28800));
      assertThat(before.refreshExpiresAt()).contains(bench.clock().instant().plusSeconds(15811200));
      bench.fake().fault(ProviderEndpoint.TOKEN, Fault.json(GitHub.APP_TOKEN_REFRESHED));
      UpstreamTokens after = bench.refresh(before).tokens();
      assertThat(after.accessToken().reveal()).isEqualTo("ghu_another");
      assertThat(after.refreshToken().orElseThrow().reveal()).isEqualTo("ghr_another");
      assertThat(bench.fake().received(ProviderEndpoint.USERINFO)).hasSize(1);
    }
  }

  @Test
  void a_refresh_token_that_is_spent_ends_the_grant_and_wrong_credentials_do_not() {
    try (ProviderBench bench = GitHub.bench(GitHub.APP_TOKEN, "")) {
      UpstreamTokens tokens = bench.login().tokens();
      bench.fake().fault(ProviderEndpoint.TOKEN, Fault.json(GitHub.BAD_CLIENT));
      assertThatExceptionOfType(UpstreamException.Unavailable.class)
          .isThrownBy(() -> bench.refresh(tokens));
      bench.fake().fault(ProviderEndpoint.TOKEN, Fault.json(GitHub.BAD_REFRESH_TOKEN));
      assertThatExceptionOfType(UpstreamException.GrantEnded.class)
          .isThrownBy(() -> bench.refresh(tokens));
    }
  }

  /** GitHub names itself in its answers: openiddict-core#2529, langfuse#13093. */
  @Test
  void the_issuer_that_answers_name_is_the_configured_one() {
    try (ProviderBench bench =
        GitHub.bench(GitHub.TOKEN, "", "issuer", "https://github.com/login/oauth")) {
      assertThat(loginFrom(bench, "https://github.com/login/oauth").identity().issuer())
          .isEqualTo("https://github.com/login/oauth");
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> loginFrom(bench, "https://github.com"))
          .withMessageContaining("RFC 9207");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 500})
  void a_person_who_cannot_be_asked_for_now_can_sign_in_later(int status) {
    try (ProviderBench bench = GitHub.bench(GitHub.TOKEN, "")) {
      bench
          .fake()
          .fault(
              ProviderEndpoint.USERINFO,
              Fault.json(status, "{\"message\":\"API rate limit exceeded for 192.0.2.1\"}"));
      assertUnavailable(bench, "the userinfo could not be fetched: status " + status);
    }
  }

  private static Login loginFrom(ProviderBench bench, String issuer) {
    LoginRequest request = bench.request();
    CallbackParameters answer =
        ProviderBench.answer(bench.fake().authorize(bench.provider().loginUri(request)));
    return bench
        .provider()
        .complete(
            new CallbackParameters(
                answer.code(),
                answer.state(),
                Optional.of(issuer),
                Optional.empty(),
                Optional.empty()),
            request);
  }

  private static Parameters asked(ProviderBench bench) {
    return Parameters.parse(bench.provider().loginUri(bench.request()).getRawQuery());
  }

  private static void assertRejected(ProviderBench bench, String reason) {
    assertThatExceptionOfType(UpstreamException.Rejected.class)
        .isThrownBy(bench::login)
        .withMessageContaining(reason);
  }

  private static void assertUnavailable(ProviderBench bench, String reason) {
    assertThatExceptionOfType(UpstreamException.Unavailable.class)
        .isThrownBy(bench::login)
        .withMessageContaining(reason);
  }
}
