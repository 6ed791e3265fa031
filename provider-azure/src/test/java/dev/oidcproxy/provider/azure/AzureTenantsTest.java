package dev.oidcproxy.provider.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Logins where people of several tenants sign in, each with the issuer of their own. */
class AzureTenantsTest {

  private static final String TENANT = "11111111-2222-3333-4444-555555555555";
  private static final String OTHER = "99999999-2222-3333-4444-555555555555";
  private static final String WRONG = "its issuer is not the provider's";

  @Test
  void a_person_is_one_of_their_tenant_at_the_login_and_at_a_refresh() {
    try (ProviderBench bench = bench()) {
      Login login = bench.login();
      assertThat(login.identity().issuer()).isEqualTo(issuer(bench.fake(), TENANT));
      assertThat(bench.refresh(login.tokens()).identity())
          .map(Identity::issuer)
          .contains(issuer(bench.fake(), TENANT));
    }
  }

  @Test
  void an_id_token_of_another_tenant_than_its_issuer_is_refused() {
    try (ProviderBench bench = bench()) {
      UpstreamTokens tokens = bench.login().tokens();
      bench.fake().idToken("tid", OTHER);
      refusedAlsoAtARefresh(bench, tokens);
      bench.fake().idToken("tid", null);
      assertThatExceptionOfType(UpstreamException.Rejected.class)
          .isThrownBy(bench::login)
          .withMessageContaining(WRONG);
    }
  }

  @Test
  void an_access_token_of_version_one_is_of_the_tenant_that_it_names() {
    try (ProviderBench bench = bench("required_scopes", "openid,read")) {
      bench
          .fake()
          .accessToken("aud", "api://the-client")
          .accessToken("iss", "https://sts.windows.net/" + TENANT + "/")
          .accessToken("tid", TENANT);
      UpstreamTokens tokens = bench.refresh(bench.login().tokens()).tokens();
      bench.fake().accessToken("tid", OTHER);
      refusedAlsoAtARefresh(bench, tokens);
    }
  }

  private static void refusedAlsoAtARefresh(ProviderBench bench, UpstreamTokens tokens) {
    assertThatExceptionOfType(UpstreamException.Rejected.class)
        .isThrownBy(bench::login)
        .withMessageContaining(WRONG);
    assertThatExceptionOfType(UpstreamException.Unverified.class)
        .isThrownBy(() -> bench.refresh(tokens))
        .withMessageContaining(WRONG);
  }

  /** Somebody of a tenant signs in at a document of several, which is on a host of its own here. */
  private static ProviderBench bench(String... pairs) {
    ProviderBench bench =
        AzureBench.of(
            Stream.concat(Stream.of("strict", "false"), Stream.of(pairs)).toArray(String[]::new));
    FakeProvider fake = bench.fake();
    fake.discovery("issuer", issuer(fake, "{tenantid}"))
        .idToken("iss", issuer(fake, TENANT))
        .idToken("tid", TENANT);
    return bench;
  }

  private static String issuer(FakeProvider fake, String tenant) {
    return fake.issuer() + "/" + tenant + "/v2.0";
  }
}
