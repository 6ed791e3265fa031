package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A scope that stands for others when a token is judged, and nowhere else. */
class ScopeHierarchyTest {

  private final TestProxy proxy =
      TestProxy.of(
          TestSettings.bare()
              .resource("/mcp", IdentityMode.NONE, "read")
              .implies("admin", "read", "write")
              .validScopes("admin"));
  private final TestClient client = TestClient.register(proxy);

  @Test
  void a_login_that_grants_the_wider_scope_grants_what_the_resource_requires() {
    proxy.provider().conduct().grantOnly(Set.of(new Scope("openid"), new Scope("admin")));

    Tokens tokens = client.signIn(Map.of("scope", "admin"));

    assertThat(tokens.scope()).isEqualTo("admin openid");
    Answers.admitted(proxy.call(tokens.access()));
  }

  @Test
  void a_token_is_narrowed_as_it_was_asked_and_then_no_longer_wide() {
    proxy.provider().conduct().grantOnly(Set.of(new Scope("openid"), new Scope("admin")));
    Tokens tokens = client.signIn(Map.of("scope", "admin"));

    Tokens narrow = Tokens.of(client.refresh(tokens.refreshToken(), Map.of("scope", "openid")));

    Answers.assertRefused(Answers.refused(proxy.call(narrow.access())), 403, "insufficient_scope");
    Answers.assertRefused(
        client.refresh(narrow.refreshToken(), Map.of("scope", "read")), 400, "invalid_scope");
  }
}
