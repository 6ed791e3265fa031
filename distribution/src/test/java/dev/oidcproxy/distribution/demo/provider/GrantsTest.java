package dev.oidcproxy.distribution.demo.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GrantsTest {

  private final AtomicInteger counter = new AtomicInteger();
  private final Grants grants =
      new Grants(
          new AdjustableClock(),
          count -> ByteBuffer.allocate(count).putInt(counter.incrementAndGet()).array());

  @Test
  void the_login_longest_unused_makes_room() {
    Grant first = begin();
    Grant second = begin();
    for (int i = 2; i < Grants.LIMIT; i++) {
      begin();
    }
    assertThat(grants.find(first.id())).isPresent();

    begin();

    assertThat(grants.find(first.id())).isPresent();
    assertThat(grants.find(second.id())).isEmpty();
  }

  @Test
  void a_forged_token_of_a_known_login_changes_nothing() {
    Grant grant = begin();

    grants.revoke(new Grant.Token(grant.id(), 0, "A".repeat(43)));

    assertThat(grants.find(grant.id())).contains(grant);
  }

  private Grant begin() {
    return grants.begin(
        SampleUser.ALL.getFirst(),
        new AuthorizationRequest(Set.of("openid"), Optional.empty(), "challenge"));
  }
}
