package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.gateway.Admission;
import dev.oidcproxy.domain.token.TokenLifetimes;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our token outlives the provider's: what is behind it is renewed without anyone noticing. */
@Timeout(20)
class TransparentRefreshTest {

  private final TestProxy proxy =
      TestProxy.of(
          TestSettings.bare()
              .resource("/mcp", IdentityMode.UPSTREAM_TOKEN)
              .lifetimes(
                  new TokenLifetimes(
                      Optional.of(Duration.ofHours(9)),
                      Optional.empty(),
                      Optional.empty(),
                      Duration.ofDays(365),
                      Duration.ofMinutes(5))));
  private final String token = TestClient.register(proxy).signIn().access();

  @Test
  void a_request_gets_a_fresh_upstream_token_behind_the_same_token_of_ours() {
    String before = upstream();
    proxy.clock().pass(Duration.ofHours(1));

    assertThat(upstream()).isNotEqualTo(before);
    assertThat(proxy.provider().refreshes()).isOne();
  }

  @Test
  void of_a_hundred_requests_at_once_one_asks_the_provider() {
    proxy.clock().pass(Duration.ofHours(1));
    proxy.world().scheduler().waitForOthers();

    assertThat(Answers.atOnce(100, () -> proxy.call(token)))
        .allSatisfy(admission -> assertThat(admission).isInstanceOf(Admission.Admitted.class));
    assertThat(proxy.provider().refreshes()).isOne();
  }

  @Test
  void early_trouble_with_the_provider_is_nobodys_concern() {
    proxy.clock().pass(Duration.ofMinutes(56));
    proxy.provider().conduct().goDown();

    Answers.admitted(proxy.call(token));
    assertThat(proxy.provider().refreshes()).isOne();
  }

  @Test
  void late_trouble_with_the_provider_is_503_and_never_401() {
    proxy.clock().pass(Duration.ofHours(1));
    proxy.provider().conduct().goDown();
    Answers.assertRefused(Answers.refused(proxy.call(token)), 503, "temporarily_unavailable");

    proxy.provider().conduct().comeBack();
    Answers.admitted(proxy.call(token));
  }

  @Test
  void a_provider_that_ended_the_grant_ends_the_token() {
    proxy.clock().pass(Duration.ofHours(1));
    proxy.provider().conduct().endGrants();

    Answers.assertRefused(Answers.refused(proxy.call(token)), 401, "invalid_token");
  }

  @Test
  void a_token_is_never_believed_beyond_the_one_behind_it() {
    proxy.clock().pass(Duration.ofMinutes(54).plusSeconds(50));
    Answers.admitted(proxy.call(token));
    proxy.clock().pass(Duration.ofMinutes(6));

    Answers.admitted(proxy.call(token));
    assertThat(proxy.provider().refreshes()).isOne();
  }

  private String upstream() {
    return Answers.admitted(proxy.call(token)).headers().get("Authorization");
  }
}
