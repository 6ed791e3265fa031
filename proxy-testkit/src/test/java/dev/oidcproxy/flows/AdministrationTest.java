package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.flow.admin.Administration;
import dev.oidcproxy.application.flow.admin.GrantQuery;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdministrationTest {

  private static final Identity BOB =
      new Identity(
          FakeIdentityProvider.ISSUER,
          "bob",
          Optional.empty(),
          Optional.of("bobby"),
          Optional.of("Bob@example.com"),
          false,
          List.of());

  private final TestProxy.World world = TestProxy.World.create(WatchedStore::new);
  private final WatchedStore store = (WatchedStore) world.store();
  private final TestProxy proxy = node();
  private final TestProxy otherNode = node();
  private final Administration administration = otherNode.proxy().administration();
  private final TestClient client = TestClient.register(proxy);

  private TestProxy node() {
    return new TestProxy(world, TestSettings.simple(), TestProxy.HS256);
  }

  private static Tokens signIn(TestClient client, Identity person) {
    String location = client.answer(client.proxy().browser(), Map.of(), person);
    return Tokens.of(client.redeem(FormText.query(location).get("code")));
  }

  private static GrantQuery user(String user) {
    return new GrantQuery(Optional.empty(), Optional.of(user), Optional.empty(), Optional.empty());
  }

  private static GrantQuery before(Instant instant) {
    return new GrantQuery(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(instant));
  }

  private List<String> subjects(GrantQuery query) {
    try (Stream<Grant> found = administration.findGrants().find(query)) {
      return found.map(grant -> grant.identity().subject()).sorted().toList();
    }
  }

  private void assertDead(TestClient owner, Tokens tokens) {
    assertThat(Answers.refused(proxy.call(tokens.access())).status()).isEqualTo(401);
    Answers.assertRefused(owner.refresh(tokens.refreshToken()), 400, "invalid_grant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "bob@EXAMPLE.com", "Bobby"})
  void a_persons_grants_end_on_every_node_at_once(String user) {
    Tokens alices = client.signIn();
    Tokens bobs = signIn(client, BOB);
    Answers.admitted(proxy.call(bobs.access()));

    assertThat(subjects(user(user))).containsExactly("bob");
    assertThat(administration.revokeGrants().revoke(user(user)).count()).isEqualTo(1);

    assertDead(client, bobs);
    Answers.admitted(proxy.call(alices.access()));
    assertThat(subjects(GrantQuery.EVERY)).containsExactly("alice");
    assertThat(world.events())
        .filteredOn(ProxyEvent.GrantRevoked.class::isInstance)
        .singleElement()
        .extracting(event -> ((ProxyEvent.GrantRevoked) event).reason())
        .isEqualTo(ProxyEvent.Reason.ADMINISTRATOR);
  }

  @Test
  void the_provider_revokes_its_tokens() {
    client.signIn();
    administration.revokeGrants().revoke(user("alice"));
    world.scheduler().work();

    assertThat(proxy.provider().revoked()).hasSize(1);
  }

  @Test
  void a_subject_is_found_without_a_search() {
    client.signIn();
    store.calls().clear();

    assertThat(subjects(user("alice"))).containsExactly("alice");

    assertThat(store.calls()).containsOnly("get subjects", "get grants");
  }

  @Test
  void one_persons_name_may_be_anothers_subject() {
    signIn(client, BOB);
    Identity impostor =
        new Identity(
            FakeIdentityProvider.ISSUER,
            "mallory",
            Optional.empty(),
            Optional.of("bob"),
            Optional.empty(),
            false,
            List.of());
    signIn(client, impostor);

    assertThat(subjects(user("bob"))).containsExactly("bob");
  }

  @Test
  void all_before_an_instant_are_those_that_began_before_it() {
    client.signIn();
    world.clock().pass(Duration.ofMinutes(10));
    Instant between = world.clock().instant();
    signIn(client, BOB);

    assertThat(administration.revokeGrants().revoke(before(between)).count()).isEqualTo(1);
    assertThat(subjects(GrantQuery.EVERY)).containsExactly("bob");
  }

  @Test
  void one_grant_is_ended_by_its_id() {
    client.signIn();
    GrantId id;
    try (Stream<Grant> all = administration.findGrants().find(GrantQuery.EVERY)) {
      id = all.findFirst().orElseThrow().id();
    }
    GrantQuery query =
        new GrantQuery(Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(administration.revokeGrants().revoke(query).named())
        .extracting(Grant::id)
        .containsExactly(id);
    assertThat(administration.revokeGrants().revoke(query).count()).isZero();
  }

  @Test
  void what_has_ended_is_not_listed() {
    client.code();
    world.clock().pass(Duration.ofMinutes(6));
    assertThat(subjects(GrantQuery.EVERY)).isEmpty();
    assertThat(subjects(user("alice"))).isEmpty();
  }

  @Test
  void a_known_token_still_touches_no_store() {
    Tokens tokens = client.signIn();
    Answers.admitted(proxy.call(tokens.access()));
    store.calls().clear();
    Answers.admitted(proxy.call(tokens.access()));
    assertThat(store.calls()).isEmpty();
  }

  @Test
  void the_index_is_written_before_the_grant() {
    store.calls().clear();
    client.code();

    assertThat(store.calls()).contains("putIfAbsent subjects", "put grants");
    assertThat(store.calls().indexOf("putIfAbsent subjects"))
        .isLessThan(store.calls().indexOf("put grants"));
  }

  @Test
  void a_grant_that_is_refreshed_for_long_stays_in_the_index() {
    Tokens tokens = client.signIn();
    for (int day = 0; day < 500; day++) {
      world.clock().pass(Duration.ofDays(1));
      tokens = Tokens.of(client.refresh(tokens.refreshToken()));
    }
    store.calls().clear();

    assertThat(subjects(user("alice"))).containsExactly("alice");
    assertThat(store.calls()).doesNotContain("keys grants");
  }
}
