package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.access.AllowedIdentities;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.ProviderClaims;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whom the operator lets in, of those whom the provider lets in. */
@Tag("S29")
class AllowedPeopleTest {

  private static final Identity OUTSIDER = person("a@evil@example.com", true, List.of("staff"));

  private final TestProxy proxy =
      TestProxy.of(
          TestSettings.simple()
              .allowed(
                  new AllowedIdentities(
                      Set.of(), Set.of("example.com"), Set.of("staff"), Map.of())));
  private final TestClient client = TestClient.register(proxy);

  @Test
  void who_is_listed_signs_in() {
    Answers.admitted(proxy.call(client.signIn().access()));
    assertThat(proxy.world().events()).noneMatch(ProxyEvent.IdentityDenied.class::isInstance);
  }

  @Test
  void s29_who_is_not_gets_no_code_and_the_client_our_words() {
    String answer = client.answer(proxy.browser(), Map.of(), OUTSIDER);

    Answers.assertSentBack(answer, "access_denied", TestClient.STATE);
    assertThat(answer).doesNotContain("evil", "example.com", "mail");
    assertThat(denials())
        .singleElement()
        .satisfies(denied -> {
          assertThat(denied.client().value()).isEqualTo(client.id());
          assertThat(denied.subject()).isEqualTo("alice");
          assertThat(denied.reason()).contains("no clear domain").doesNotContain("evil");
        });
  }

  @Test
  void the_providers_tokens_of_who_was_not_let_in_are_revoked() {
    client.answer(proxy.browser(), Map.of(), OUTSIDER);
    proxy.world().scheduler().work();
    proxy.world().scheduler().work();

    assertThat(proxy.provider().revoked()).hasSize(1);
  }

  @Test
  void s29_groups_in_a_shape_that_says_nothing_are_told_apart_for_the_operator() {
    proxy
        .provider()
        .conduct()
        .say(new ProviderClaims(Map.of("_claim_names", Map.of("groups", "src1")), "groups"));

    Answers.assertSentBack(
        client.answer(proxy.browser(), Map.of()), "access_denied", TestClient.STATE);
    assertThat(denials()).singleElement().matches(ProxyEvent.IdentityDenied::unusable);
  }

  @Test
  void s29_an_unverified_address_is_not_enough() {
    Identity unverified = person("alice@example.com", false, List.of("staff"));

    Answers.assertSentBack(
        client.answer(proxy.browser(), Map.of(), unverified), "access_denied", TestClient.STATE);
    assertThat(denials()).singleElement().matches(denied -> !denied.unusable());
  }

  @Test
  void who_is_no_longer_listed_is_signed_out_at_the_next_refresh_that_says_so() {
    Tokens tokens = client.signIn();
    proxy.provider().conduct().seeAnew(person("alice@example.com", true, List.of("guests")));
    proxy.clock().pass(Duration.ofMinutes(40));

    Answers.assertRefused(client.refresh(tokens.refreshToken()), 400, "invalid_grant");

    assertThat(denials()).hasSize(1);
    assertThat(proxy.world().events())
        .anyMatch(e ->
            e instanceof ProxyEvent.GrantRevoked revoked
                && revoked.reason() == ProxyEvent.Reason.IDENTITY_DENIED);
    Answers.assertRefused(Answers.refused(proxy.call(tokens.access())), 401, "invalid_token");
    proxy.world().scheduler().work();
    proxy.world().scheduler().work();
    assertThat(proxy.provider().revoked()).isNotEmpty();
  }

  @Test
  void who_is_still_listed_stays() {
    Tokens tokens = client.signIn();
    proxy.provider().conduct().seeAnew(person("alice@example.com", true, List.of("staff", "x")));
    proxy.clock().pass(Duration.ofMinutes(40));

    Tokens next = Tokens.of(client.refresh(tokens.refreshToken()));

    assertThat(Answers.admitted(proxy.call(next.access())).headers())
        .containsEntry("X-Forwarded-Groups", "[\"staff\",\"x\"]");
  }

  @Test
  void a_code_comes_only_after_the_person_was_let_in() {
    assertThat(FormText.query(client.answer(proxy.browser(), Map.of()))).containsKey("code");
    assertThat(FormText.query(client.answer(proxy.browser(), Map.of(), OUTSIDER)))
        .doesNotContainKey("code");
  }

  private List<ProxyEvent.IdentityDenied> denials() {
    return proxy.world().events().stream()
        .filter(ProxyEvent.IdentityDenied.class::isInstance)
        .map(ProxyEvent.IdentityDenied.class::cast)
        .toList();
  }

  private static Identity person(String email, boolean verified, List<String> groups) {
    return new Identity(
        FakeIdentityProvider.ISSUER,
        "alice",
        Optional.empty(),
        Optional.empty(),
        Optional.of(email),
        verified,
        groups);
  }
}
