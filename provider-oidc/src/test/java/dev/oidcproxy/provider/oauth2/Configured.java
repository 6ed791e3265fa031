package dev.oidcproxy.provider.oauth2;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.provider.oidc.OidcProvider;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A provider without OpenID Connect, configured for a fake one and with whatever a test adds. */
final class Configured {

  private Configured() {}

  static ProviderBench.Testee with(String... pairs) {
    return with(Optional.empty(), pairs);
  }

  static ProviderBench.Testee with(Optional<TokenVerifier> verifier, String... pairs) {
    return (fake, http, clock) ->
        new OidcProvider(settings(fake, pairs).profile(), http, clock, verifier);
  }

  static ProviderBench bench(String... pairs) {
    return new ProviderBench(with(pairs));
  }

  static OAuth2 settings(FakeProvider fake, String... pairs) {
    List<Problem> problems = new ArrayList<>();
    OAuth2 settings =
        OAuth2.from(
            ConfiguredPairs.section(
                "provider",
                problems,
                Stream.concat(Stream.of(least(fake)), Stream.of(pairs)).toArray(String[]::new)));
    if (!problems.isEmpty()) {
      throw new AssertionError(problems.toString());
    }
    return settings;
  }

  private static String[] least(FakeProvider fake) {
    return new String[] {
      "type",
      "oauth2",
      "issuer",
      fake.issuer(),
      "authorization_endpoint",
      fake.issuer() + ProviderEndpoint.AUTHORIZATION.path(),
      "token_endpoint",
      fake.issuer() + ProviderEndpoint.TOKEN.path(),
      "userinfo_endpoint",
      fake.issuer() + ProviderEndpoint.USERINFO.path(),
      "revocation_endpoint",
      fake.issuer() + ProviderEndpoint.REVOCATION.path(),
      "identity_claims.subject",
      "sub",
      "client_id",
      fake.clientId(),
      "client_secret",
      fake.clientSecret(),
      "timeout_seconds",
      "20"
    };
  }
}
