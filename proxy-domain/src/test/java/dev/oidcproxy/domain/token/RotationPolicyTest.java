package dev.oidcproxy.domain.token;

import static dev.oidcproxy.domain.grant.Grants.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.Grants;
import dev.oidcproxy.domain.grant.Lease;
import dev.oidcproxy.domain.grant.Stage.Active;
import dev.oidcproxy.domain.token.RotationPolicy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RotationPolicyTest {

  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final RotationPolicy POLICY = new RotationPolicy(WINDOW);

  @Test
  void the_newest_generation_rotates() {
    Grant grant = Grants.active("A".repeat(22), "key");
    assertThat(decide(grant, 0, NOW)).isEqualTo(Decision.ROTATE);
    assertThat(decide(rotated(grant, NOW), 1, NOW)).isEqualTo(Decision.ROTATE);
  }

  @Test
  void a_lost_answer_is_given_again_until_its_successor_is_used() {
    Grant grant = rotated(Grants.active("A".repeat(22), "key"), NOW);
    Instant muchLater = NOW.plus(Duration.ofDays(300));
    assertThat(decide(grant, 0, muchLater)).isEqualTo(Decision.ANSWER_AGAIN);
    Grant used = grant.used(grant.active().orElseThrow(), muchLater, WINDOW);
    assertThat(decide(used, 0, muchLater.plusSeconds(59))).isEqualTo(Decision.ANSWER_AGAIN);
    assertThat(decide(used, 0, muchLater.plusSeconds(60))).isEqualTo(Decision.REVOKE_FAMILY);
  }

  @Test
  void a_second_use_does_not_move_the_window() {
    Grant grant = rotated(Grants.active("A".repeat(22), "key"), NOW);
    Grant used = grant.used(grant.active().orElseThrow(), NOW, WINDOW);
    Grant again = used.used(used.active().orElseThrow(), NOW.plusSeconds(50), WINDOW);
    Grant rotated = rotated(again, NOW.plusSeconds(55));
    assertThat(decide(rotated, 0, NOW.plusSeconds(59))).isEqualTo(Decision.ANSWER_AGAIN);
    assertThat(decide(rotated, 0, NOW.plusSeconds(60))).isEqualTo(Decision.REVOKE_FAMILY);
  }

  @Test
  void what_counts_is_the_first_use_of_the_immediate_successor() {
    Grant third = Grants.active("A".repeat(22), "key");
    for (int generation = 0; generation < 3; generation++) {
      third = rotated(third, NOW.plusSeconds(50L * generation));
    }
    // Generation 1 was first used at 50 s, 2 at 100 s; the newest is 3 and unused.
    assertThat(decide(third, 0, NOW.plusSeconds(109))).isEqualTo(Decision.ANSWER_AGAIN);
    assertThat(decide(third, 0, NOW.plusSeconds(110))).isEqualTo(Decision.REVOKE_FAMILY);
    assertThat(decide(third, 1, NOW.plusSeconds(159))).isEqualTo(Decision.ANSWER_AGAIN);
    assertThat(decide(third, 1, NOW.plusSeconds(160))).isEqualTo(Decision.REVOKE_FAMILY);
    assertThat(decide(third, 2, NOW.plus(Duration.ofDays(300)))).isEqualTo(Decision.ANSWER_AGAIN);
  }

  @Test
  void without_a_window_only_an_unused_successor_forgives() {
    RotationPolicy strict = new RotationPolicy(Duration.ZERO);
    Grant once = rotated(Grants.active("A".repeat(22), "key"), NOW);
    assertThat(strict.decide(once.active().orElseThrow(), 0, NOW)).isEqualTo(Decision.ANSWER_AGAIN);
    Grant twice = rotated(once, NOW);
    assertThat(strict.decide(twice.active().orElseThrow(), 0, NOW))
        .isEqualTo(Decision.REVOKE_FAMILY);
  }

  @Test
  void rotation_and_use_leave_an_upstream_refresh_under_way() {
    Grant grant = Grants.active("A".repeat(22), "key");
    Lease lease = new Lease("holder", NOW.plusSeconds(40));
    Grant leased = grant.leased(grant.active().orElseThrow(), lease);
    Grant rotated = rotated(leased, NOW);
    Grant used = rotated.used(rotated.active().orElseThrow(), NOW, WINDOW);
    assertThat(used.active().flatMap(Active::lease)).contains(lease);
    assertThat(used.released(used.active().orElseThrow()).active().flatMap(Active::lease))
        .isEmpty();
    assertThat(lease.held(NOW.plusSeconds(39))).isTrue();
    assertThat(lease.held(NOW.plusSeconds(40))).isFalse();
  }

  /** What may happen to a grant; {@code choice} picks the generation of a replay. */
  record Event(Kind kind, int seconds, int choice) {}

  enum Kind {
    REFRESH_NEWEST,
    REFRESH_OLDER,
    CALL_WITH_NEWEST
  }

  @Property(tries = 1000)
  void every_decision_is_that_of_a_model_which_forgets_nothing(
      @ForAll("events") List<Event> events, @ForAll @IntRange(max = 90) int windowSeconds) {
    Model model = new Model(Duration.ofSeconds(windowSeconds));
    for (Event event : events) {
      model.apply(event);
      model.compare();
    }
  }

  /** A grant beside a full history of first uses, against which its decisions are judged. */
  private static final class Model {
    private final Duration window;
    private final RotationPolicy policy;
    private final Map<Integer, Instant> firstUses = new HashMap<>();
    private Grant grant = Grants.active("A".repeat(22), "key");
    private Instant now = NOW;
    private Instant written = NOW;
    private int newest;

    Model(Duration window) {
      this.window = window;
      this.policy = new RotationPolicy(window);
    }

    void apply(Event event) {
      now = now.plusSeconds(event.seconds());
      int presented = event.kind() == Kind.REFRESH_OLDER ? event.choice() % (newest + 1) : newest;
      if (event.kind() == Kind.CALL_WITH_NEWEST) {
        firstUses.putIfAbsent(newest, now);
        grant = grant.used(active(), now, window);
        written = now;
      } else if (policy.decide(active(), presented, now) == Decision.ROTATE) {
        firstUses.putIfAbsent(newest, now);
        grant = grant.rotated(active(), now, window);
        newest++;
        written = now;
      }
      keepsOnlyWhatMatters();
    }

    void compare() {
      assertThat(active().generation()).isEqualTo(newest);
      for (int presented = 0; presented <= newest; presented++) {
        for (Instant at : List.of(now, now.plus(window), now.plus(window.dividedBy(2)))) {
          assertThat(policy.decide(active(), presented, at)).isEqualTo(expected(presented, at));
        }
      }
    }

    private Decision expected(int presented, Instant at) {
      if (presented == newest) {
        return Decision.ROTATE;
      }
      Instant successorUsed = firstUses.get(presented + 1);
      return successorUsed == null || at.isBefore(successorUsed.plus(window))
          ? Decision.ANSWER_AGAIN
          : Decision.REVOKE_FAMILY;
    }

    /** Beyond the newest two generations, only uses that are still inside the window. */
    private void keepsOnlyWhatMatters() {
      List<Instant> kept = new ArrayList<>(active().firstUses().headMap(newest - 1).values());
      assertThat(kept).allMatch(use -> written.isBefore(use.plus(window)));
      assertThat(active().firstUses())
          .allSatisfy((g, use) -> assertThat(use).isEqualTo(firstUses.get(g)));
    }

    private Active active() {
      return grant.active().orElseThrow();
    }
  }

  private static Decision decide(Grant grant, int presented, Instant at) {
    return POLICY.decide(grant.active().orElseThrow(), presented, at);
  }

  private static Grant rotated(Grant grant, Instant at) {
    return grant.rotated(grant.active().orElseThrow(), at, WINDOW);
  }

  @Provide
  Arbitrary<List<Event>> events() {
    Arbitrary<Integer> seconds = Arbitraries.of(0, 0, 1, 20, 59, 60, 61, 90, 3600);
    return Arbitraries.of(Kind.class)
        .flatMap(kind ->
            seconds.flatMap(s ->
                Arbitraries.integers().between(0, 30).map(choice -> new Event(kind, s, choice))))
        .list()
        .ofMaxSize(25);
  }
}
