package dev.oidcproxy.provider.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of the configuration of a provider without OpenID Connect. */
class OAuth2Test {

  private static final String[] GITHUB = {
    "type", "oauth2",
    "issuer", "https://github.com/login/oauth",
    "authorization_endpoint", "https://github.com/login/oauth/authorize",
    "token_endpoint", "https://github.com/login/oauth/access_token",
    "userinfo_endpoint", "https://api.github.com/user",
    "identity_claims.subject", "id",
    "client_id", "our-id",
    "client_secret", "our-secret"
  };

  private final List<Problem> problems = new ArrayList<>();

  @Test
  void little_is_enough() {
    OAuth2 settings = settings();
    assertThat(problems).isEmpty();
    assertThat(settings.plain().issuer()).isEqualTo("https://github.com/login/oauth");
    assertThat(settings.plain().revocationEndpoint()).isEmpty();
    assertThat(settings.plain().scopeHeader()).isEmpty();
    assertThat(settings.plain().included()).isEmpty();
    assertThat(settings.oidc().requiredScopes()).isEmpty();
    assertThat(settings.identity().subject()).isEqualTo("id");
    assertThat(settings.identity().preferredUsername()).isEqualTo("preferred_username");
    assertThat(settings.profile().name()).isEqualTo("github.com");
  }

  @Test
  void every_key_is_read() {
    OAuth2 settings =
        settings(
            "revocation_endpoint", "https://github.com/revoke",
            "scope_header", "X-OAuth-Scopes",
            "included_scopes.user", "read:user,user:email",
            "identity_claims.name", "name",
            "identity_claims.preferred_username", "login",
            "identity_claims.email", "contact.email",
            "identity_claims.email_verified", "contact.verified",
            "identity_claims.groups", "teams",
            "required_scopes", "read:user");
    assertThat(problems).isEmpty();
    assertThat(settings.plain().revocationEndpoint().orElseThrow())
        .hasToString("https://github.com/revoke");
    assertThat(settings.plain().scopeHeader()).contains("X-OAuth-Scopes");
    assertThat(settings.plain().included())
        .containsEntry(new Scope("user"), Set.of(new Scope("read:user"), new Scope("user:email")));
    assertThat(settings.identity().preferredUsername()).isEqualTo("login");
    assertThat(settings.identity().email()).isEqualTo("contact.email");
    assertThat(settings.identity().emailVerified()).isEqualTo("contact.verified");
    assertThat(settings.identity().groups()).isEqualTo("teams");
    assertThat(settings.oidc().requiredScopes()).isEqualTo(Scope.parse("read:user"));
  }

  @Test
  void nothing_is_many_problems_at_once() {
    OAuth2.from(ConfiguredPairs.section("provider", problems, "type", "oauth2"));
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "provider.issuer",
            "provider.authorization_endpoint",
            "provider.token_endpoint",
            "provider.userinfo_endpoint",
            "provider.identity_claims.subject",
            "provider.client_id",
            "provider.client_secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "issuer | github.com | must be an http or https URL",
        "authorization_endpoint | http://github.com/x | must be https",
        "token_endpoint | https://me@github.com/x | must be an http or https URL",
        "userinfo_endpoint | https://api.github.com/user#x | must be an http or https URL",
        "revocation_endpoint | ftp://github.com | must be an http or https URL",
        "scope_header | X OAuth | must be the name of a header",
        "identity_claims.subject | data..id | must be the name of a member",
        "identity_claims.sub | id | must be one of subject, name"
      })
  void a_value_that_cannot_be_used_is_told(String key, String value, String message) {
    settings(key, value);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().path()).isEqualTo("provider." + key);
    assertThat(problems.getFirst().message()).contains(message);
  }

  @Test
  void an_included_scope_must_be_one() {
    settings("included_scopes.user", "read user");
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().message()).startsWith("must be scopes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config_url=https://github.com/.well-known/openid-configuration",
        "strict=false",
        "algorithm=RS256",
        "verify_id_token=true"
      })
  void what_openid_connect_alone_has_is_refused(String pair) {
    settings(pair.split("=", 2));
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().message()).contains("is of OpenID Connect");
  }

  @Test
  void a_refresh_token_is_asked_for_where_the_token_verifier_requires_it() {
    assertThat(settings().profile().scopes().toProvider(Scope.OFFLINE_ACCESS)).isEmpty();
    OAuth2 settings =
        settings(
            "token_verifier", "userinfo", "verifier.required_scopes", "read:user,offline_access");
    assertThat(problems).isEmpty();
    assertThat(settings.profile().scopes().toProvider(Scope.OFFLINE_ACCESS))
        .contains(Scope.OFFLINE_ACCESS);
  }

  @Test
  void the_plugin_is_found_by_name() {
    ProxyPlugin plugin =
        ServiceLoader.load(ProxyPlugin.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.slot() == Slot.PROVIDER && p.name().equals("oauth2"))
            .findFirst()
            .orElseThrow();
    assertThat(plugin.module(ConfiguredPairs.section("provider", problems, GITHUB))).isNotNull();
    assertThat(problems).isEmpty();
  }

  /** The least there must be, and these: a later value wins. */
  private OAuth2 settings(String... pairs) {
    return OAuth2.from(
        ConfiguredPairs.section(
            "provider",
            problems,
            Stream.concat(Stream.of(GITHUB), Stream.of(pairs)).toArray(String[]::new)));
  }
}
