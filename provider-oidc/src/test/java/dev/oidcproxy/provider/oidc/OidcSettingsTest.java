package dev.oidcproxy.provider.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Module;
import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.Scheduler;
import dev.oidcproxy.domain.port.Subscription;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.provider.oidc.client.ClientAuthentication;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcSettingsTest {

  private static final String[] LEAST = {
    "config_url", "https://provider.example/.well-known/openid-configuration",
    "client_id", "our-id",
    "client_secret", "our-secret"
  };

  private final List<Problem> problems = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openid,email",
        "openid email",
        "'[\"openid\", \"email\"]'",
        "'[\"openid\",\"email\"]'"
      })
  void scopes_may_be_written_in_one_text(String text) {
    assertThat(settings("required_scopes", text).requiredScopes())
        .isEqualTo(Scope.parse("openid email"));
    assertThat(problems).isEmpty();
  }

  @Test
  void little_is_enough() {
    OidcSettings settings = settings();
    assertThat(problems).isEmpty();
    assertThat(settings.configUrl())
        .isEqualTo(URI.create("https://provider.example/.well-known/openid-configuration"));
    assertThat(settings.client().clientId()).isEqualTo("our-id");
    assertThat(settings.client().authentication())
        .isInstanceOf(ClientAuthentication.SecretBasic.class);
    assertThat(settings.strict()).isTrue();
    assertThat(settings.audience()).isEmpty();
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.algorithm()).isEmpty();
    assertThat(settings.requiredScopes()).isEqualTo(Scope.parse("openid"));
    assertThat(settings.verifyIdToken()).isEmpty();
    assertThat(settings.tokenVerifier()).isEmpty();
    assertThat(settings.forwardPkce()).isTrue();
    assertThat(settings.forwardResource()).isFalse();
    assertThat(settings.extraAuthorizeParams()).isEmpty();
    assertThat(settings.extraTokenParams()).isEmpty();
  }

  @Test
  void every_key_is_read() {
    OidcSettings settings =
        settings(
            "strict", "false",
            "audience", "https://api.example",
            "timeout_seconds", "3",
            "algorithm", "ES256",
            "required_scopes", "openid,email",
            "token_endpoint_auth_method", "client_secret_post",
            "verify_id_token", "false",
            "forward_pkce", "false",
            "forward_resource", "true",
            "extra_authorize_params.prompt", "login",
            "extra_token_params.tenant", "t");
    assertThat(problems).isEmpty();
    assertThat(settings.strict()).isFalse();
    assertThat(settings.audience()).contains("https://api.example");
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.algorithm()).contains("ES256");
    assertThat(settings.requiredScopes()).isEqualTo(Scope.parse("openid email"));
    assertThat(settings.client().authentication())
        .isInstanceOf(ClientAuthentication.SecretPost.class);
    assertThat(settings.verifyIdToken()).contains(false);
    assertThat(settings.forwardPkce()).isFalse();
    assertThat(settings.forwardResource()).isTrue();
    assertThat(settings.extraAuthorizeParams()).containsEntry("prompt", "login");
    assertThat(settings.extraTokenParams()).containsEntry("tenant", "t");
  }

  @Test
  void nothing_is_many_problems_at_once() {
    OidcSettings.from(ConfiguredPairs.section("provider", problems));
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "provider.config_url", "provider.client_id", "provider.client_secret");
  }

  @Test
  void a_missing_secret_is_told_with_its_remedies() {
    settings("client_secret", "");
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().message())
        .contains("client_secret_file")
        .contains("token_endpoint_auth_method: none");
  }

  @Test
  void a_public_client_needs_no_secret() {
    settings("client_secret", "", "token_endpoint_auth_method", "none");
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config_url | http://provider.example/x | must be https",
        "config_url | provider.example | must be an http or https URL",
        "strict | perhaps | must be true or false",
        "timeout_seconds | 0 | must be a whole number of at least 1",
        "algorithm | HS256 | must be one of ES256",
        "algorithm | none | must be one of ES256",
        "required_scopes | open\"id | must be scopes",
        "token_endpoint_auth_method | tls | must be one of client_secret_basic",
        "verify_id_token | auto | must be true or false",
        "extra_authorize_params.state | x | cannot be set",
        "extra_authorize_params.nonce | x | cannot be set",
        "extra_authorize_params.code_challenge | x | cannot be set",
        "extra_token_params.grant_type | x | cannot be set"
      })
  void a_value_that_cannot_be_used_is_told(String key, String value, String message) {
    settings(key, value);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().path()).isEqualTo("provider." + key);
    assertThat(problems.getFirst().message()).contains(message);
  }

  @Test
  void http_is_for_this_machine() {
    for (String host : List.of("localhost:9000", "127.0.0.1:9000", "[::1]:9000")) {
      settings("config_url", "http://" + host + "/.well-known/openid-configuration");
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void a_token_verifier_excludes_what_it_brings() {
    OidcSettings settings = settings("token_verifier", "mine");
    assertThat(problems).isEmpty();
    assertThat(settings.tokenVerifier()).contains("mine");
    settings("token_verifier", "mine", "algorithm", "RS256", "required_scopes", "openid");
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly("provider.algorithm", "provider.required_scopes");
  }

  @Test
  void the_scopes_of_a_token_verifier_are_those_that_are_required() {
    OidcSettings settings =
        settings("token_verifier", "mine", "verifier.required_scopes", "openid,api:read");
    assertThat(settings.requiredScopes()).isEqualTo(Scope.parse("openid api:read"));
    assertThat(settings("token_verifier", "mine").requiredScopes())
        .isEqualTo(Scope.parse("openid"));
    assertThat(problems).isEmpty();
  }

  @Test
  void a_secret_shows_nowhere() {
    assertThat(settings().toString()).doesNotContain("our-secret");
  }

  @Test
  void the_plugin_is_found_by_name_and_its_module_binds_a_provider() {
    ProxyPlugin plugin =
        ServiceLoader.load(ProxyPlugin.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.slot() == Slot.PROVIDER && p.name().equals("oidc"))
            .findFirst()
            .orElseThrow();
    Module module = plugin.module(ConfiguredPairs.section("provider", problems, LEAST));
    List<Duration> repeated = new ArrayList<>();
    IdentityProvider provider =
        Guice.createInjector(module, surroundings(repeated)).getInstance(IdentityProvider.class);
    assertThat(provider.name()).isEqualTo("provider.example");
    assertThat(repeated).hasSize(1);
  }

  private static Module surroundings(List<Duration> repeated) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(Entropy.class).toInstance(byte[]::new);
        bind(InstantSource.class).toInstance(InstantSource.system());
        bind(HttpTransport.class)
            .toInstance(request -> {
              throw new AssertionError("nothing is asked before it is needed");
            });
        bind(Scheduler.class)
            .toInstance(
                new Scheduler() {
                  @Override
                  public void pause(Duration duration) {}

                  @Override
                  public Subscription repeat(Duration period, Runnable task) {
                    repeated.add(period);
                    return () -> {};
                  }
                });
      }
    };
  }

  /** The least there must be, and these: a later value wins. */
  private OidcSettings settings(String... pairs) {
    return OidcSettings.from(
        ConfiguredPairs.section(
            "provider",
            problems,
            Stream.concat(Stream.of(LEAST), Stream.of(pairs)).toArray(String[]::new)));
  }
}
