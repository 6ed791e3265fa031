package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.client.ApplicationType;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.ClientAuthentication.Transport;
import dev.oidcproxy.domain.client.ClientMetadata;
import dev.oidcproxy.domain.client.ClientMetadata.GrantType;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StaticClientTest {

  private static final String SECRET = "canary-static-secret";

  private final TestProxy proxy =
      TestProxy.of(
          TestSettings.simple()
              .validScopes("read", "write")
              .staticClient(configured("open", new ClientAuthentication.None()))
              .staticClient(
                  configured(
                      "closed",
                      new ClientAuthentication.SecretHash(
                          Secret.of(SECRET).hash(), EnumSet.allOf(Transport.class)))));
  private final TestClient open = new TestClient(proxy, "open", TestClient.WEB);
  private final TestClient closed = new TestClient(proxy, "closed", TestClient.WEB);

  @Test
  void it_needs_no_registration_and_never_expires() {
    proxy.clock().pass(Duration.ofDays(10_000));

    Answers.admitted(proxy.call(open.signIn(Map.of("scope", "read")).access()));
  }

  @Test
  void its_secret_is_required_when_it_has_one() {
    String code = closed.code();

    Answers.assertRefused(closed.redeem(code), 401, "invalid_client");
    Answers.assertRefused(
        closed.redeem(code, Map.of("client_secret", "wrong")), 401, "invalid_client");
    assertThat(closed.redeem(code, Map.of("client_secret", SECRET)).status()).isEqualTo(200);
  }

  @Test
  void its_scopes_are_all_it_may_ask_for() {
    HttpResponse response = proxy.browser().visit(open.authorizeUrl(Map.of("scope", "write")));

    assertThat(response.status()).isEqualTo(302);
    Answers.assertSentBack(
        response.headers().first("Location").orElseThrow(), "invalid_scope", TestClient.STATE);
  }

  @Test
  void its_redirect_uris_are_exact() {
    Answers.assertPage(
        proxy.browser().visit(open.authorizeUrl(Map.of("redirect_uri", TestClient.WEB + "/"))),
        400);
    Answers.assertPage(
        proxy.browser().visit(open.authorizeUrl(Map.of("redirect_uri", TestClient.LOOPBACK))), 400);
  }

  @Test
  void its_errors_are_redirected_because_the_operator_vouches_for_it() {
    HttpResponse response =
        proxy.browser().visit(open.authorizeUrl(Map.of("response_type", "token")));

    assertThat(response.headers().first("Location").orElseThrow()).startsWith(TestClient.WEB);
  }

  @Test
  void it_is_asked_for_consent_like_any_other() {
    Answers.assertPage(proxy.browser().open(open.authorizeUrl()), 200);
  }

  @Test
  void nobody_registers_over_it() {
    TestClient registered = TestClient.register(proxy, TestClient.WEB);

    assertThat(registered.id()).isNotEqualTo("open");
    Answers.assertRefused(
        registered.redeem(closed.code(), Map.of("client_secret", SECRET)), 400, "invalid_grant");
  }

  private static Client configured(String id, ClientAuthentication authentication) {
    return new Client(
        new ClientId(id),
        new ClientMetadata(
            List.of(new RedirectUri(TestClient.WEB)),
            Optional.of("Configured"),
            Optional.empty(),
            ApplicationType.NATIVE,
            EnumSet.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
            Set.of(new Scope("read")),
            Optional.empty(),
            Optional.empty()),
        authentication,
        Client.Origin.CONFIGURED,
        Instant.EPOCH,
        Instant.MAX);
  }
}
