package dev.oidcproxy.provider.oidc.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.VerifierBench;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code token_verifier: userinfo} makes of answers, and how each verifier is chosen. */
class UserinfoTokenVerifierTest {

  private final List<Problem> problems = new ArrayList<>();

  @Test
  void the_token_is_in_a_header_and_never_in_the_url() {
    try (VerifierBench bench = new VerifierBench(Verifiers.userinfo())) {
      Secret token = bench.token();
      assertThat(bench.verifier().verify(token)).containsEntry("name", "Ada Lovelace");
      var request = bench.fake().received(ProviderEndpoint.USERINFO).getFirst();
      assertThat(request.headers()).containsEntry("authorization", "Bearer " + token.reveal());
      assertThat(request.form()).isEmpty();
    }
  }

  @Test
  void a_token_that_does_not_reach_far_enough_is_refused_and_a_limit_is_waited_for() {
    try (VerifierBench bench = new VerifierBench(Verifiers.userinfo())) {
      Secret token = bench.token();
      bench
          .fake()
          .fault(
              ProviderEndpoint.USERINFO,
              exchange -> {
                exchange
                    .getResponseHeaders()
                    .set("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
                exchange.sendResponseHeaders(403, -1);
              });
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> bench.verifier().verify(token));
      bench.fake().fault(ProviderEndpoint.USERINFO, Fault.status(403));
      assertThatExceptionOfType(UpstreamException.Unavailable.class)
          .isThrownBy(() -> bench.verifier().verify(token));
    }
  }

  @Test
  void what_is_kept_ends_with_a_token_that_says_its_end() {
    try (VerifierBench bench =
        new VerifierBench(Verifiers.userinfo("verifier.cache_ttl_seconds", "86400"))) {
      Secret token = bench.token();
      bench.verifier().verify(token);
      bench.verifier().verify(token);
      assertThat(bench.fake().received(ProviderEndpoint.USERINFO)).hasSize(1);
      bench.clock().pass(Duration.ofHours(1));
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> bench.verifier().verify(token));
    }
  }

  @Test
  void what_it_cannot_see_cannot_be_asked_of_it() {
    UserinfoTokenVerifier.Settings.from(
        ConfiguredPairs.section(
            "provider",
            problems,
            "verifier.userinfo_url",
            "https://p.example/userinfo",
            "verifier.audience",
            "https://api.example.com",
            "verifier.issuer",
            "https://p.example"));
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly("provider.verifier.audience", "provider.verifier.issuer");
  }

  @Test
  void no_scope_of_openid_connect_is_required_of_a_provider_without_it() {
    String[] least = {"verifier.userinfo_url", "https://api.github.com/user"};
    assertThat(required(least)).isEqualTo(Scope.parse("openid"));
    assertThat(required("type", "oauth2", least[0], least[1])).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void an_audience_that_cannot_be_required_is_told() {
    List<Problem> warnings = new ArrayList<>();
    Map<String, String> values =
        Map.of(
            "provider.audience", "https://api.example",
            "provider.verifier.userinfo_url", "https://p.example/userinfo");
    UserinfoTokenVerifier.Settings.from(
        ConfigReader.root(new ConfiguredPairs(values), problems, warnings).section("provider"));
    assertThat(problems).isEmpty();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("provider.audience", "is asked for and not required");
  }

  @ParameterizedTest
  @CsvSource({
    "jwt, verifier.jwks_uri, https://p.example/keys",
    "introspection, verifier.introspection_url, https://p.example/introspect",
    "userinfo, verifier.userinfo_url, https://p.example/userinfo"
  })
  void each_is_found_by_name_and_binds_a_verifier(String name, String key, String value) {
    ProxyPlugin plugin =
        ServiceLoader.load(ProxyPlugin.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.slot() == Slot.TOKEN_VERIFIER && p.name().equals(name))
            .findFirst()
            .orElseThrow();
    String[] issuer =
        name.equals("jwt") ? new String[] {"verifier.issuer", "https://p.example"} : new String[0];
    String[] pairs =
        Stream.concat(
                Stream.of("client_id", "id", "client_secret", "secret", key, value),
                Stream.of(issuer))
            .toArray(String[]::new);
    Module module = plugin.module(ConfiguredPairs.section("provider", problems, pairs));
    assertThat(problems).isEmpty();
    Module surroundings =
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(InstantSource.class).toInstance(InstantSource.system());
            bind(HttpTransport.class)
                .toInstance(request -> {
                  throw new AssertionError("nothing is asked before it is needed");
                });
          }
        };
    assertThat(
            Guice.createInjector(module, surroundings)
                .getInstance(TokenVerifier.class)
                .requiredScopes())
        .isEqualTo(Scope.parse("openid"));
  }

  private java.util.Set<Scope> required(String... pairs) {
    return UserinfoTokenVerifier.Settings.from(ConfiguredPairs.section("provider", problems, pairs))
        .common()
        .rules()
        .requiredScopes();
  }
}
