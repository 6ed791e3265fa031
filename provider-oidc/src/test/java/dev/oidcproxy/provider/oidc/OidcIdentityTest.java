package dev.oidcproxy.provider.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who signs in by which token, and which token is revoked. */
class OidcIdentityTest {

  @Test
  void an_identity_is_what_the_id_token_says() {
    try (ProviderBench bench = Configured.bench()) {
      bench.fake().idToken("email_verified", "true").idToken("groups", "not a list");
      Identity identity = bench.login().identity();
      assertThat(identity.preferredUsername()).contains("ada");
      assertThat(identity.emailVerified()).isTrue();
      assertThat(identity.groups()).isEmpty();
      bench.fake().idToken("email_verified", "yes").idToken("groups", List.of("a", "b"));
      identity = bench.login().identity();
      assertThat(identity.emailVerified()).isFalse();
      assertThat(identity.groups()).containsExactly("a", "b");
      assertThat(bench.fake().received(ProviderEndpoint.USERINFO)).isEmpty();
    }
  }

  @Test
  @Tag("S29")
  void groups_in_another_shape_can_be_told_from_none_at_sign_in_and_at_refresh() {
    try (ProviderBench bench = Configured.bench()) {
      bench.fake().idToken("groups", "not a list").idToken("tid", "t1");
      Login login = bench.login();
      assertThat(login.claims().hasUnusableGroups()).isTrue();
      assertThat(login.claims().texts("tid")).contains(List.of("t1"));
      bench.fake().idToken("groups", null).idToken("_claim_names", Map.of("groups", "src1"));
      assertThat(bench.login().claims().hasUnusableGroups()).isTrue();
      assertThat(bench.refresh(login.tokens()).claims().hasUnusableGroups()).isTrue();
      bench.fake().idToken("groups", List.of("a")).idToken("_claim_names", null);
      assertThat(bench.login().claims().hasUnusableGroups()).isFalse();
    }
  }

  @Test
  void without_an_id_token_the_access_token_says_who_it_is() {
    try (ProviderBench bench = Configured.bench("required_scopes", "profile")) {
      bench.fake().tokenResponse("id_token", null).accessToken("email", "ada@example.org");
      assertThat(bench.login().identity().email()).contains("ada@example.org");
      assertThat(bench.fake().received(ProviderEndpoint.USERINFO)).isEmpty();
    }
  }

  @Test
  void userinfo_is_asked_only_when_nothing_else_says_who_it_is() {
    try (ProviderBench bench = Configured.bench("required_scopes", "profile")) {
      bench.fake().tokenResponse("id_token", null).opaqueAccessTokens();
      assertThat(bench.login().identity().name()).contains("Ada Lovelace");
      assertThat(bench.fake().received(ProviderEndpoint.USERINFO)).hasSize(1);
      bench.fake().fault(ProviderEndpoint.USERINFO, Fault.html());
      assertThatExceptionOfType(UpstreamException.Unavailable.class).isThrownBy(bench::login);
      bench.fake().fault(ProviderEndpoint.USERINFO, Fault.json("{\"name\":\"Ada\"}"));
      assertThatExceptionOfType(UpstreamException.Rejected.class).isThrownBy(bench::login);
    }
  }

  @Test
  void a_first_id_token_at_a_refresh_changes_nobody() {
    try (ProviderBench bench = Configured.bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      UpstreamTokens without =
          new UpstreamTokens(
              tokens.accessToken(),
              tokens.refreshToken(),
              Optional.empty(),
              tokens.scope(),
              tokens.obtainedAt(),
              tokens.expiresAt(),
              tokens.refreshExpiresAt());
      bench.fake().person("user-2", "Mallory");
      var refreshed = bench.refresh(without);
      assertThat(refreshed.identity()).isEmpty();
      assertThat(refreshed.tokens().idToken()).isEmpty();
    }
  }

  @Test
  void without_a_revocation_endpoint_nothing_is_revoked() {
    try (ProviderBench bench = Configured.bench()) {
      bench.fake().discovery("revocation_endpoint", null);
      bench.provider().revoke(bench.login().tokens());
      assertThat(bench.fake().received(ProviderEndpoint.REVOCATION)).isEmpty();
    }
  }

  @Test
  void without_a_refresh_token_the_access_token_is_revoked() {
    try (ProviderBench bench = Configured.bench()) {
      bench.fake().tokenResponse("refresh_token", null);
      UpstreamTokens tokens = bench.login().tokens();
      bench.provider().revoke(tokens);
      assertThat(bench.fake().revoked()).containsExactly(tokens.accessToken().reveal());
    }
  }
}
