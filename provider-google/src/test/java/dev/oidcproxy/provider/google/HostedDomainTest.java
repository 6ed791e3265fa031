package dev.oidcproxy.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whose people {@code hosted_domain} lets in. */
class HostedDomainTest {

  @Test
  void only_people_of_the_hosted_domain_sign_in_whatever_the_browser_says() {
    try (ProviderBench bench = bench("hosted_domain", "example.com")) {
      assertThat(asked(bench).first("hd")).contains("example.com");
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("provider.hosted_domain");
      bench.fake().idToken("hd", "example.org");
      assertThatExceptionOfType(UpstreamException.Rejected.class).isThrownBy(bench::login);
      bench.fake().idToken("hd", "example.com");
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
  }

  @Test
  void nobody_escapes_the_hosted_domain_by_having_no_id_token() {
    try (ProviderBench bench = bench("hosted_domain", "example.com")) {
      bench.fake().tokenResponse("id_token", null);

      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining("there is no ID token");
    }
  }

  @Test
  void a_hosted_domain_without_openid_is_a_problem() {
    List<Problem> problems = new ArrayList<>();
    configured(problems, "hosted_domain", "example.com", "required_scopes", "email");
    configured(
        problems,
        "hosted_domain",
        "example.com",
        "token_verifier",
        "google",
        "verifier.required_scopes",
        "email");
    configured(problems, "hosted_domain", "example.com", "token_verifier", "google");
    configured(problems, "required_scopes", "email");
    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            "test: provider.required_scopes: needs openid: provider.hosted_domain is judged by the"
                + " ID token",
            "test: provider.verifier.required_scopes: needs openid: provider.hosted_domain is judged"
                + " by the ID token");
  }

  @Test
  void any_workspace_domain_is_one_that_is_named() {
    try (ProviderBench bench = bench("hosted_domain", "*")) {
      assertThatExceptionOfType(UpstreamException.Rejected.class).isThrownBy(bench::login);
      bench.fake().idToken("hd", "example.org");
      assertThat(bench.login().identity().subject()).isEqualTo("user-1");
    }
  }

  private static void configured(List<Problem> problems, String... pairs) {
    Stream<String> client = Stream.of("client_id", "id", "client_secret", "secret");
    Google.from(
        ConfiguredPairs.section(
            "provider", problems, Stream.concat(client, Stream.of(pairs)).toArray(String[]::new)));
  }

  private static Parameters asked(ProviderBench bench) {
    return Parameters.parse(bench.provider().loginUri(bench.request()).getRawQuery());
  }

  private static ProviderBench bench(String... pairs) {
    return new ProviderBench((fake, http, clock) ->
        new OidcProvider(
            Google.from(ConfiguredPairs.provider(fake, pairs)).profile(),
            http,
            clock,
            Optional.empty()));
  }
}
