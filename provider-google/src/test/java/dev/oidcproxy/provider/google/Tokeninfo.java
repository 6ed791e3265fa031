package dev.oidcproxy.provider.google;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.contract.VerifierBench;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Google's tokeninfo endpoint, as it answers at oauth2.googleapis.com: the names and that numbers
 * are texts are in chromium/luci-go common/gcloud/googleoauth (TokenInfo), the request is that of
 * google-auth-library-nodejs (OAuth2Client.getTokenInfo), the refusal that of a token that is
 * unknown or has ended.
 */
final class Tokeninfo {

  static final String REFUSAL =
      "{\"error\":\"invalid_token\",\"error_description\":\"Invalid Value\"}";

  private Tokeninfo() {}

  /** A verifier that asks the fake provider, whose tokens are opaque as Google's are. */
  static VerifierBench.Testee testee(String... more) {
    return (fake, http, clock) -> {
      fake.opaqueAccessTokens().fault(ProviderEndpoint.INTROSPECTION, working(fake, clock));
      return new GoogleTokenVerifier(settings(fake, more), http, clock);
    };
  }

  static Fault working(FakeProvider fake, InstantSource clock) {
    return exchange -> {
      String header = exchange.getRequestHeaders().getFirst("Authorization");
      Optional<Map<String, Object>> claims = fake.claims(header.substring("Bearer ".length()));
      if (claims.isEmpty()) {
        Fault.json(400, REFUSAL).answer(exchange);
      } else {
        Fault.json(answer(claims.get(), clock)).answer(exchange);
      }
    };
  }

  private static String answer(Map<String, Object> claims, InstantSource clock) {
    long exp = ((Number) claims.get("exp")).longValue();
    StringBuilder json = new StringBuilder("{");
    for (String name : List.of("azp", "aud", "sub", "scope")) {
      Object value = claims.get(name.equals("azp") ? "aud" : name);
      if (value != null) {
        json.append("\"%s\":\"%s\",".formatted(name, value));
      }
    }
    return json.append(
            "\"exp\":\"%d\",\"expires_in\":\"%d\",\"email\":\"ada@example.com\","
                .formatted(exp, exp - clock.instant().getEpochSecond()))
        .append("\"email_verified\":\"true\",\"access_type\":\"offline\"}")
        .toString();
  }

  private static GoogleTokenVerifier.Settings settings(FakeProvider fake, String... more) {
    List<Problem> problems = new ArrayList<>();
    GoogleTokenVerifier.Settings settings =
        GoogleTokenVerifier.Settings.from(
            ConfiguredPairs.section(
                "provider",
                problems,
                Stream.concat(
                        Stream.of(
                            // The audience of the fake's tokens is our client here.
                            "client_id",
                            VerifierBench.AUDIENCE,
                            "timeout_seconds",
                            "20",
                            "verifier.required_scopes",
                            "openid,api:read,offline_access",
                            "verifier.tokeninfo_url",
                            fake.issuer() + ProviderEndpoint.INTROSPECTION.path(),
                            "verifier.userinfo_url",
                            fake.issuer() + ProviderEndpoint.USERINFO.path()),
                        Stream.of(more))
                    .toArray(String[]::new)));
    if (!problems.isEmpty()) {
      throw new AssertionError(problems.toString());
    }
    return settings;
  }
}
