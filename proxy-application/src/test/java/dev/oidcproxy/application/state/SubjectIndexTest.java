package dev.oidcproxy.application.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.crypto.FernetSeal;
import dev.oidcproxy.application.crypto.SecureEntropy;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.value.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SubjectIndexTest {

  private final AtomicReference<Instant> now = new AtomicReference<>(StoredValues.T0);
  private final InMemoryStore store = new InMemoryStore(now::get);
  private final State state = state(subject -> List.of("new " + subject, "old " + subject));
  private final SubjectIndex index = state.subjects();

  private State state(Function<String, List<String>> ids) {
    return new State(
        store, new FernetSeal(List.of(new byte[32]), now::get, new SecureEntropy()), now::get, ids);
  }

  private Grant grant(int number, Duration life) {
    Grant some = StoredValues.grant(StoredValues.active());
    return new Grant(
        new GrantId("%022d".formatted(number)),
        some.key(),
        some.client(),
        some.identity(),
        some.claims(),
        some.scope(),
        some.resource(),
        some.upstream(),
        now.get(),
        now.get().plus(life),
        some.stage());
  }

  private Grant written(int number) {
    Grant grant = grant(number, Duration.ofDays(30));
    index.add(grant);
    state.grants().put(grant.id().value(), grant, grant.expiresAt());
    return grant;
  }

  private List<GrantId> found() {
    return List.copyOf(index.find("user-1").grants());
  }

  private void pass(Duration time) {
    now.set(now.get().plus(time));
  }

  @Test
  void grants_are_found_under_every_key() {
    Grant old = grant(1, Duration.ofDays(30));
    state(subject -> List.of("old " + subject)).subjects().add(old);
    Grant recent = written(2);

    assertThat(found()).containsExactlyInAnyOrder(old.id(), recent.id());
    assertThat(index.find("user-2").grants()).isEmpty();
  }

  @Test
  void a_grant_under_an_old_key_is_noted_under_the_current_one() {
    Grant old = grant(1, Duration.ofDays(30));
    state(subject -> List.of("old " + subject)).subjects().add(old);

    index.ensure(old);
    index.ensure(old);

    assertThat(state(subject -> List.of("new " + subject)).subjects().find("user-1").grants())
        .containsExactly(old.id());
  }

  @Test
  void what_ended_is_dropped_as_new_ones_come() {
    for (int number = 0; number < 500; number++) {
      Grant grant = written(number);
      state.grants().delete(grant.id().value());
      pass(Duration.ofMinutes(1));
    }

    assertThat(found()).hasSizeLessThan(20);
    assertThat(index.find("user-1").complete()).isTrue();
  }

  @Test
  void what_lives_is_never_dropped() {
    for (int number = 0; number < 100; number++) {
      written(number);
      pass(Duration.ofMinutes(11));
    }

    assertThat(found()).hasSize(100);
  }

  @Test
  void a_grant_that_is_about_to_be_written_is_not_dropped() {
    Grant slow = grant(1, Duration.ofDays(30));
    index.add(slow);
    pass(Duration.ofMinutes(9));
    written(2);
    assertThat(found()).contains(slow.id());

    pass(Duration.ofMinutes(2));
    written(3);
    assertThat(found()).doesNotContain(slow.id());
  }

  @Test
  void more_than_it_takes_are_said_to_be_more() {
    for (int number = 0; number <= SubjectIndex.MOST; number++) {
      index.add(grant(number, Duration.ofDays(30)));
    }

    assertThat(found()).hasSize(SubjectIndex.MOST);
    assertThat(index.find("user-1").complete()).isFalse();
  }

  @Test
  void it_is_renewed_when_an_end_moves_to_another_day_and_outlives_every_end() {
    Grant grant = written(1);
    pass(Duration.ofDays(20));
    Grant longer = grant.until(now.get().plus(Duration.ofDays(30)));
    index.renew(grant, longer);
    pass(Duration.ofDays(29));

    assertThat(found()).containsExactly(grant.id());
    pass(Duration.ofDays(3));
    assertThat(found()).isEmpty();
  }

  @Test
  void parallel_changes_lose_nothing() {
    List<Thread> threads =
        java.util.stream.IntStream.range(0, 32)
            .mapToObj(number ->
                Thread.ofVirtual().start(() -> index.add(grant(number, Duration.ofDays(1)))))
            .toList();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    assertThat(found()).hasSize(32);
  }
}
