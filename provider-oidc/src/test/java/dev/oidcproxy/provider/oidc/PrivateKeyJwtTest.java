package dev.oidcproxy.provider.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.provider.oidc.client.ClientKeys;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.ReceivedRequest;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a provider gets of a client that has a key instead of a secret (RFC 7523). */
class PrivateKeyJwtTest {

  private static KeyPair key;

  @BeforeAll
  static void make() throws GeneralSecurityException {
    key = ClientKeys.ec("secp256r1");
  }

  @Test
  void every_request_has_an_assertion_of_its_own() {
    try (ProviderBench bench = bench()) {
      var tokens = bench.login().tokens();
      bench.refresh(tokens);
      bench.provider().revoke(tokens);
      List<ClientKeys.Read> assertions =
          Stream.of(ProviderEndpoint.TOKEN, ProviderEndpoint.REVOCATION)
              .flatMap(endpoint -> bench.fake().received(endpoint).stream())
              .map(PrivateKeyJwtTest::assertion)
              .toList();
      long now = bench.clock().instant().getEpochSecond();
      assertThat(assertions)
          .hasSize(3)
          .allSatisfy(jwt -> {
            assertThat(jwt.header().text("alg")).contains("ES256");
            assertThat(jwt.header().text("kid")).contains("the-kid");
            assertThat(jwt.claims().text("iss")).contains(bench.fake().clientId());
            assertThat(jwt.claims().text("sub")).contains(bench.fake().clientId());
            // One text, not a list of one: some providers take nothing else.
            assertThat(jwt.claims().text("aud")).contains(bench.fake().issuer() + "/token");
            assertThat(jwt.claims().number("exp")).contains(now + 60);
          })
          .extracting(jwt -> jwt.claims().text("jti").orElseThrow())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void the_secret_of_before_is_not_sent() {
    try (ProviderBench bench = bench("client_secret", "the-secret-of-before")) {
      bench.login();
      ReceivedRequest request = bench.fake().received(ProviderEndpoint.TOKEN).getLast();
      assertThat(request.headers()).doesNotContainKey("authorization");
      assertThat(request.form())
          .containsEntry("client_id", bench.fake().clientId())
          .containsEntry(
              "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
          .doesNotContainKey("client_secret");
    }
  }

  @Test
  void the_audience_is_the_issuer_where_the_operator_says_so() {
    try (ProviderBench bench = bench("client_assertion_audience", "issuer")) {
      bench.login();
      assertThat(
              assertion(bench.fake().received(ProviderEndpoint.TOKEN).getLast())
                  .claims()
                  .text("aud"))
          .contains(bench.fake().issuer());
    }
  }

  private static ClientKeys.Read assertion(ReceivedRequest request) {
    return ClientKeys.verified(request.form().get("client_assertion"), key.getPublic());
  }

  private static ProviderBench bench(String... more) {
    Stream<String> pairs =
        Stream.of(
            "client_secret", "",
            "token_endpoint_auth_method", "private_key_jwt",
            "private_key", ClientKeys.pem(key.getPrivate()),
            "private_key_id", "the-kid");
    return Configured.bench(Stream.concat(pairs, Stream.of(more)).toArray(String[]::new));
  }
}
