package dev.oidcproxy.provider.auth0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.contract.RecordedAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Auth0 does in ways of its own. */
class Auth0Test {

  private static final String API = "https://api.example.com";

  @Test
  void the_audience_is_sent_on_authorize_and_token() {
    try (ProviderBench bench = bench()) {
      bench.login();
      assertThat(asked(bench).first("audience")).contains(API);
      assertThat(bench.fake().received(ProviderEndpoint.TOKEN).getFirst().form())
          .containsEntry("audience", API);
    }
  }

  @Test
  void an_issuer_keeps_its_trailing_slash() {
    try (ProviderBench bench = bench()) {
      String slashed = bench.fake().issuer() + "/";
      bench.fake().discovery("issuer", slashed).idToken("iss", slashed).accessToken("iss", slashed);
      assertThat(bench.login().identity().issuer()).isEqualTo(slashed);
      bench.fake().idToken("iss", bench.fake().issuer());
      assertThatExceptionOfType(UpstreamException.Rejected.class).isThrownBy(bench::login);
    }
  }

  @Test
  void a_missing_audience_is_a_problem_that_says_where_it_is_in_the_console() {
    List<Problem> problems = new ArrayList<>();
    Auth0.from(
        ConfiguredPairs.section(
            "provider",
            problems,
            "config_url",
            "https://tenant.eu.auth0.com/.well-known/openid-configuration",
            "client_id",
            "id",
            "client_secret",
            "secret"));
    assertThat(problems).singleElement().asString().contains("audience", "Applications, APIs");
  }

  @Test
  void an_opaque_access_token_is_refused_in_words_that_say_what_to_do() {
    try (ProviderBench bench = bench()) {
      bench.fake().opaqueAccessTokens();
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("Auth0 knows no API with the identifier in provider.audience");
    }
  }

  @Test
  void permissions_count_as_scopes_when_asked() {
    String[] keys = {"required_scopes", "openid,read:notes"};
    try (ProviderBench without = bench(keys);
        ProviderBench with = bench(keys[0], keys[1], "permissions_as_scopes", "true")) {
      for (ProviderBench bench : List.of(without, with)) {
        bench
            .fake()
            .tokenResponse("scope", "openid")
            .accessToken("scope", "openid")
            .accessToken("permissions", List.of("read:notes", "delete:notes"));
      }
      assertThatExceptionOfType(UpstreamException.Rejected.class).isThrownBy(without::login);
      assertThat(with.login().tokens().scope())
          .contains(new Scope("read:notes"))
          .doesNotContain(new Scope("delete:notes"));
    }
  }

  @Test
  void only_members_of_the_organization_sign_in() {
    try (ProviderBench byId = bench("organization", "org_abc");
        ProviderBench byName = bench("organization", "Acme")) {
      assertThat(asked(byId).first("organization")).contains("org_abc");
      byId.fake().idToken("org_id", "org_other");
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(byId::login)
          .withMessageContaining("provider.organization");
      byId.fake().idToken("org_id", "org_abc");
      assertThat(byId.login().identity().subject()).isEqualTo("user-1");
      byName.fake().idToken("org_name", "acme");
      assertThat(byName.login().identity().subject()).isEqualTo("user-1");
    }
  }

  @Test
  void an_organization_is_judged_by_an_id_token_which_openid_alone_brings() {
    List<Problem> problems = new ArrayList<>();
    Auth0.from(
        ConfiguredPairs.section(
            "provider",
            problems,
            "config_url",
            "https://tenant.eu.auth0.com/.well-known/openid-configuration",
            "client_id",
            "id",
            "client_secret",
            "secret",
            "audience",
            API,
            "organization",
            "org_abc",
            "required_scopes",
            "read:notes"));
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("provider.required_scopes: needs openid: provider.organization");
    try (ProviderBench bench = bench("organization", "org_abc")) {
      bench.fake().tokenResponse("id_token", null);
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("there is no ID token");
    }
  }

  @Test
  void the_organization_is_the_one_in_auth0s_own_tokens() {
    JsonObject idToken = RecordedAnswer.of("id-token-of-an-organization").body();
    JsonObject accessToken = RecordedAnswer.of("access-token-of-an-organization").body();
    try (ProviderBench bench =
        bench(
            "organization",
            "org_9ybsU1dN2dKfDkBi",
            "audience",
            "https://example-api/",
            "required_scopes",
            "openid,read:stuff",
            "permissions_as_scopes",
            "true")) {
      bench
          .fake()
          .discovery("issuer", bench.fake().issuer() + "/")
          .idToken("iss", bench.fake().issuer() + "/")
          .accessToken("iss", bench.fake().issuer() + "/");
      for (String claim : List.of("sub", "email", "name", "org_id")) {
        bench.fake().idToken(claim, idToken.members().get(claim));
      }
      for (String claim : List.of("sub", "aud", "scope", "org_id", "permissions")) {
        bench.fake().accessToken(claim, accessToken.members().get(claim));
      }
      bench.fake().tokenResponse("scope", accessToken.text("scope").orElseThrow());
      Login login = bench.login();
      assertThat(login.identity().subject()).isEqualTo("auth0|602c0dcab993d10073daf680");
      assertThat(login.identity().issuer()).endsWith("/");
      assertThat(login.tokens().scope())
          .contains(new Scope("read:stuff"))
          .doesNotContain(new Scope("delete:stuff"));
    }
  }

  @Test
  void a_rotated_refresh_token_is_kept_and_one_used_twice_ends_the_grant() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens first = bench.login().tokens();
      UpstreamTokens second = bench.refresh(first).tokens();
      assertThat(second.refreshToken()).isPresent().isNotEqualTo(first.refreshToken());
      bench.fake().fault(ProviderEndpoint.TOKEN, RecordedAnswer.of("refresh-token-reused").fault());
      assertThatExceptionOfType(UpstreamException.GrantEnded.class)
          .isThrownBy(() -> bench.refresh(second));
    }
  }

  private static Parameters asked(ProviderBench bench) {
    return Parameters.parse(bench.provider().loginUri(bench.request()).getRawQuery());
  }

  private static ProviderBench bench(String... pairs) {
    return new ProviderBench((fake, http, clock) -> {
      List<String> all = new ArrayList<>(List.of("audience", API));
      all.addAll(List.of(pairs));
      return new OidcProvider(
          Auth0.from(ConfiguredPairs.provider(fake, all.toArray(String[]::new))).profile(),
          http,
          clock,
          Optional.empty());
    });
  }
}
