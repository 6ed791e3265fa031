package dev.oidcproxy.provider.oidc.verifier;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.VerifierBench;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The three verifiers, configured for a fake provider and with whatever a test adds. */
final class Verifiers {

  private Verifiers() {}

  static VerifierBench.Testee jwt(String... more) {
    return (fake, http, clock) ->
        new JwtTokenVerifier(
            JwtTokenVerifierSettings.from(
                section(
                    fake,
                    more,
                    "verifier.jwks_uri",
                    fake.issuer() + ProviderEndpoint.JWKS.path(),
                    "verifier.issuer",
                    fake.issuer(),
                    "verifier.audience",
                    VerifierBench.AUDIENCE)),
            http,
            clock);
  }

  static VerifierBench.Testee introspection(String... more) {
    return (fake, http, clock) ->
        new IntrospectionTokenVerifier(
            IntrospectionTokenVerifier.Settings.from(
                section(
                    fake,
                    more,
                    "verifier.introspection_url",
                    fake.issuer() + ProviderEndpoint.INTROSPECTION.path(),
                    "verifier.audience",
                    VerifierBench.AUDIENCE)),
            http,
            clock);
  }

  static VerifierBench.Testee userinfo(String... more) {
    return (fake, http, clock) ->
        new UserinfoTokenVerifier(
            UserinfoTokenVerifier.Settings.from(
                section(
                    fake,
                    more,
                    "verifier.userinfo_url",
                    fake.issuer() + ProviderEndpoint.USERINFO.path())),
            http,
            clock);
  }

  /** The section of the provider; a later pair wins, and a problem is an error. */
  private static ConfigReader section(FakeProvider fake, String[] more, String... least) {
    List<Problem> none =
        new ArrayList<>() {
          @Override
          public boolean add(Problem problem) {
            throw new AssertionError(problem.toString());
          }
        };
    Stream<String> common =
        Stream.of(
            "client_id",
            fake.clientId(),
            "client_secret",
            fake.clientSecret(),
            "verifier.required_scopes",
            "openid,api:read",
            "verifier.timeout_seconds",
            "20");
    return ConfiguredPairs.section(
        "provider",
        none,
        Stream.concat(common, Stream.concat(Stream.of(least), Stream.of(more)))
            .toArray(String[]::new));
  }
}
