package dev.oidcproxy.application.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.crypto.SecureEntropy;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.memory.VirtualThreadScheduler;
import dev.oidcproxy.domain.error.OAuthError.TooManyRequests;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.port.ProxyEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private static final AddressPrefix HERE = AddressPrefix.of("192.0.2.1");

  private Instant now = Instant.parse("2026-11-24T00:00:00Z");
  private final List<ProxyEvent> events = new ArrayList<>();
  private final Surroundings world =
      new Surroundings(() -> now, new SecureEntropy(), new VirtualThreadScheduler(), events::add);

  @Test
  void a_minute_is_taken_at_once_and_comes_back_steadily() {
    RateLimit limit = RateLimit.ofRegistrations(6, world);
    assertThat(taken(limit, "a", HERE, 100)).isEqualTo(6);

    pass(Duration.ofSeconds(20));

    assertThat(taken(limit, "a", HERE, 100)).isEqualTo(2);
    assertThat(refusal(limit, "a", HERE).retryAfter()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void whoever_comes_back_when_told_is_let_in() {
    RateLimit limit = RateLimit.ofRegistrations(7, world);
    taken(limit, "a", HERE, 7);

    pass(refusal(limit, "a", HERE).retryAfter());

    assertThat(taken(limit, "a", HERE, 1)).isEqualTo(1);
  }

  @Test
  void a_caller_that_is_refused_takes_nothing_from_its_neighbours() {
    RateLimit limit = RateLimit.ofRegistrations(10, world);
    taken(limit, "a", HERE, 1_000);

    assertThat(taken(limit, "b", HERE, 1_000)).isEqualTo(10);
    assertThat(taken(limit, "c", HERE, 1_000)).isZero();
    assertThat(taken(limit, "c", AddressPrefix.of("192.0.2.2"), 1_000)).isEqualTo(10);
  }

  @Test
  void what_a_wider_ring_refuses_is_not_counted_in_a_narrower_one() {
    RateLimit limit = RateLimit.ofRegistrations(2, world);
    for (int i = 0; i < 20; i++) {
      taken(limit, "a", AddressPrefix.of("192.0.2." + i), 1);
    }
    assertThat(taken(limit, "b", HERE, 50)).isZero();

    pass(Duration.ofMinutes(1).minusMillis(1));

    assertThat(taken(limit, "b", HERE, 50)).isEqualTo(2);
  }

  @Test
  @Tag("S23")
  void s23_a_flood_of_keys_takes_bounded_memory_and_opens_no_way_round() {
    RateLimit limit = RateLimit.ofRegistrations(20_000, world);
    taken(limit, "mine", HERE, 20_000);
    assertThat(taken(limit, "mine", HERE, 1)).isZero();

    long let = 0;
    for (int i = 0; i < 50_000; i++) {
      let += taken(limit, "other " + i, HERE, 1);
    }

    // Its narrow bucket may be forgotten by now, but the address has had its share.
    assertThat(let).isEqualTo(20_000);
    assertThat(taken(limit, "mine", HERE, 1)).isZero();
    assertThat(limit.size()).isLessThanOrEqualTo(Buckets.MOST + 2L);
  }

  @Test
  @Tag("S23")
  void s23_a_bucket_that_nobody_asks_for_is_forgotten() {
    RateLimit limit = RateLimit.ofRegistrations(1_000, world);
    for (int i = 0; i < 1_000; i++) {
      taken(limit, "a" + i, AddressPrefix.of("2001:db8:0:" + Integer.toHexString(i) + "::1"), 1);
    }
    assertThat(limit.size()).isEqualTo(2_001);

    pass(Duration.ofMinutes(2));
    taken(limit, "a", HERE, 1);

    assertThat(limit.size()).isLessThanOrEqualTo(3);
  }

  @Test
  void a_clock_that_is_turned_back_holds_nobody_up() {
    RateLimit limit = RateLimit.ofRegistrations(1, world);
    taken(limit, "a", HERE, 1);

    now = now.minus(Duration.ofDays(1));
    limit.look("b", HERE);
    pass(Duration.ofMinutes(1));

    assertThat(taken(limit, "a", HERE, 1)).isEqualTo(1);
  }

  @Test
  void looking_takes_nothing_and_says_what_taking_would_say() {
    RateLimit limit = RateLimit.ofFailedAuthentications(world);
    for (int i = 0; i < 1_000; i++) {
      limit.look("a", HERE);
    }
    assertThat(taken(limit, "a", HERE, 1_000)).isEqualTo(30);
    TooManyRequests refused = refusal(limit, "a", HERE);

    assertThat(thrown(() -> limit.look("a", HERE))).contains(refused);
  }

  @Test
  void each_refusal_is_an_event() {
    RateLimit limit = RateLimit.ofDocuments(world);
    taken(limit, "host.example", new AddressPrefix(""), 30);
    assertThat(events).isEmpty();

    assertThat(thrown(() -> limit.take("host.example"))).isPresent();

    assertThat(events).containsExactly(new ProxyEvent.LimitReached("client_documents"));
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  /** How many of these were let in. */
  private static long taken(RateLimit limit, String what, AddressPrefix from, int times) {
    long let = 0;
    for (int i = 0; i < times; i++) {
      let += thrown(() -> limit.take(what, from)).isEmpty() ? 1 : 0;
    }
    return let;
  }

  private static TooManyRequests refusal(RateLimit limit, String what, AddressPrefix from) {
    return thrown(() -> limit.take(what, from)).orElseThrow();
  }

  private static Optional<TooManyRequests> thrown(Runnable asking) {
    try {
      asking.run();
      return Optional.empty();
    } catch (OAuthException e) {
      return Optional.of((TooManyRequests) e.error());
    }
  }
}
