package dev.oidcproxy.provider.oidc.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.ReceivedRequest;
import dev.oidcproxy.testkit.contract.VerifierBench;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code token_verifier: introspection} asks, believes and keeps (RFC 7662). */
class IntrospectionTokenVerifierTest {

  @Test
  void it_asks_as_rfc_7662_has_it_and_as_the_provider_knows_us() {
    try (VerifierBench bench = bench()) {
      Secret token = bench.token();
      bench.verifier().verify(token);
      ReceivedRequest request = asked(bench).getFirst();
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.form())
          .containsEntry("token", token.reveal())
          .containsEntry("token_type_hint", "access_token")
          .doesNotContainKey("client_secret");
      // The fake provider decodes both halves (RFC 6749 section 2.3.1), and takes no others.
      assertThat(request.headers().get("authorization")).startsWith("Basic ");
    }
  }

  @Test
  void the_secret_may_be_in_the_form() {
    try (VerifierBench bench = bench("verifier.client_auth_method", "client_secret_post")) {
      assertThat(bench.verifier().verify(bench.token())).isNotEmpty();
      assertThat(asked(bench).getFirst().headers()).doesNotContainKey("authorization");
      assertThat(asked(bench).getFirst().form())
          .containsEntry("client_secret", bench.fake().clientSecret());
    }
  }

  @Test
  void credentials_of_its_own_go_before_those_of_the_provider() {
    try (VerifierBench bench =
        bench("verifier.client_id", "resource-server", "verifier.client_secret", "wrong")) {
      assertThatExceptionOfType(UpstreamException.Unavailable.class)
          .isThrownBy(() -> bench.verifier().verify(bench.token()))
          .withMessage("the introspection endpoint answered 401");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "\"true\"", "1", "[true]", "{}"})
  void active_is_true_or_it_is_not(String active) {
    try (VerifierBench bench = bench()) {
      Secret token = bench.token();
      bench
          .fake()
          .fault(
              ProviderEndpoint.INTROSPECTION,
              Fault.json("{\"active\":" + active + ",\"sub\":\"user-1\",\"scope\":\"api:read\"}"));
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> bench.verifier().verify(token));
    }
  }

  @Test
  void an_active_token_of_another_time_is_refused() {
    refuses(fake -> answer(fake, "\"exp\":1000000"), "it has expired");
    refuses(fake -> answer(fake, "\"exp\":\"9999999999\""), "no expiry time");
    refuses(fake -> answer(fake, "\"nbf\":9999999999"), "does not hold yet");
    refuses(fake -> answer(fake, "\"iat\":9999999999"), "issued in the future");
  }

  @Test
  void an_active_token_of_another_issuer_is_refused_when_the_issuer_was_said() {
    String[] issuer = {"verifier.issuer", "https://i.example"};
    refuses(fake -> answer(fake, "\"iss\":\"https://evil.example\""), "its issuer", issuer);
    refuses(fake -> answer(fake, "\"x\":1"), "its issuer", issuer);
  }

  @Test
  void what_held_is_believed_for_a_while_and_asked_again_after_it() {
    try (VerifierBench bench = bench("verifier.cache_ttl_seconds", "30")) {
      Secret token = bench.token();
      bench.verifier().verify(token);
      bench.clock().pass(Duration.ofSeconds(29));
      bench.verifier().verify(token);
      assertThat(asked(bench)).hasSize(1);
      bench.clock().pass(Duration.ofSeconds(1));
      bench.verifier().verify(token);
      assertThat(asked(bench)).hasSize(2);
    }
  }

  @Test
  void nothing_is_believed_beyond_the_end_of_the_token() {
    try (VerifierBench bench = bench("verifier.cache_ttl_seconds", "86400")) {
      Secret token = bench.token();
      bench.verifier().verify(token);
      bench.clock().pass(Duration.ofSeconds(3599));
      bench.verifier().verify(token);
      assertThat(asked(bench)).hasSize(1);
      bench.clock().pass(Duration.ofSeconds(1));
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> bench.verifier().verify(token));
      assertThat(asked(bench)).hasSize(2);
    }
  }

  @Test
  void a_refusal_or_a_failure_is_not_kept() {
    try (VerifierBench bench = bench()) {
      Secret token = bench.token();
      bench.fake().fault(ProviderEndpoint.INTROSPECTION, Fault.json("{\"active\":false}"));
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> bench.verifier().verify(token));
      bench.fake().fault(ProviderEndpoint.INTROSPECTION, Fault.status(503));
      assertThatExceptionOfType(UpstreamException.Unavailable.class)
          .isThrownBy(() -> bench.verifier().verify(token));
      bench.fake().repair(ProviderEndpoint.INTROSPECTION);
      assertThat(bench.verifier().verify(token)).isNotEmpty();
    }
  }

  @Test
  void nothing_is_kept_when_the_operator_wants_it_so() {
    for (String key : new String[] {"verifier.cache_ttl_seconds", "verifier.max_cache_size"}) {
      try (VerifierBench bench = bench(key, "0")) {
        Secret token = bench.token();
        bench.verifier().verify(token);
        bench.verifier().verify(token);
        assertThat(asked(bench)).hasSize(2);
      }
    }
  }

  @Test
  void what_is_kept_cannot_be_changed_by_who_got_it() {
    try (VerifierBench bench = bench()) {
      var claims = bench.verifier().verify(bench.token());
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> claims.put("sub", "mallory"));
    }
  }

  private static void answer(FakeProvider fake, String member) {
    fake.fault(
        ProviderEndpoint.INTROSPECTION,
        Fault.json(
            "{\"active\":true,\"aud\":\""
                + VerifierBench.AUDIENCE
                + "\",\"scope\":\"api:read\","
                + member
                + "}"));
  }

  private static List<ReceivedRequest> asked(VerifierBench bench) {
    return bench.fake().received(ProviderEndpoint.INTROSPECTION);
  }

  private static void refuses(Consumer<FakeProvider> lie, String reason, String... more) {
    try (VerifierBench bench = bench(more)) {
      Secret token = bench.token();
      lie.accept(bench.fake());
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(() -> bench.verifier().verify(token))
          .withMessageContaining(reason);
    }
  }

  private static VerifierBench bench(String... more) {
    return new VerifierBench(Verifiers.introspection(more));
  }
}
