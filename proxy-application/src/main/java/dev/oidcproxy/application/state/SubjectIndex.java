package dev.oidcproxy.application.state;

import dev.oidcproxy.application.state.State.SubjectGrants;
import dev.oidcproxy.application.state.State.SubjectGrants.Entry;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.value.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which grants a person has. Changed before the grant is written, so no live grant is missing;
 * grants that are gone are dropped as the index changes, a few each time, so it grows no longer
 * than what lives.
 */
public final class SubjectIndex {

  /** A subject with more is one that tests or machines share; then the grants are searched. */
  static final int MOST = 1000;

  private static final int CHECKED_EACH_TIME = 8;

  /** How long a grant may be indexed and not written: its code would not be good any more. */
  private static final Duration UNWRITTEN = Grant.CODE_LIFETIME.multipliedBy(2);

  /** What an entry lives longer than its grant, so that it is renewed once a day and no more. */
  private static final Duration LONGER = Duration.ofDays(1);

  private final Records<SubjectGrants> index;
  private final Records<Grant> grants;
  private final Function<String, List<String>> ids;
  private final InstantSource clock;

  /**
   * @param ids of a subject's record under each key, the current one first
   */
  SubjectIndex(
      Records<SubjectGrants> index,
      Records<Grant> grants,
      Function<String, List<String>> ids,
      InstantSource clock) {
    this.index = index;
    this.grants = grants;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * The grants of a person, some of which may be gone.
   *
   * @param complete false: there may be more, which only a search of all grants finds
   */
  public record Found(Set<GrantId> grants, boolean complete) {}

  public Found find(String subject) {
    List<SubjectGrants> records =
        ids.apply(subject).stream()
            .flatMap(id -> index.find(id).stream())
            .map(Stored::value)
            .toList();
    Set<GrantId> found = new LinkedHashSet<>();
    records.forEach(record -> record.grants().forEach(entry -> found.add(entry.id())));
    return new Found(found, records.stream().allMatch(SubjectGrants::complete));
  }

  /** Notes a grant that is about to be written, under the current key. */
  public void add(Grant grant) {
    String id = ids.apply(grant.identity().subject()).getFirst();
    boolean written = false;
    while (!written) {
      Instant now = clock.instant();
      Optional<Stored<SubjectGrants>> found = index.find(id);
      SubjectGrants next = with(found.map(Stored::value).orElse(SubjectGrants.NONE), grant, now);
      written =
          found.isPresent()
              ? index.replace(found.get(), next, next.end())
              : index.insert(id, next, next.end());
    }
  }

  /** Keeps the entry of a grant whose end is about to move; seldom writes. */
  public void renew(Grant before, Grant next) {
    if (day(next.expiresAt()) > day(before.expiresAt())) {
      add(next);
    }
  }

  /** Notes a grant under the current key if it is not there. */
  public void ensure(Grant grant) {
    String id = ids.apply(grant.identity().subject()).getFirst();
    boolean known =
        index
            .find(id)
            .filter(
                record -> record.value().grants().stream().anyMatch(e -> e.id().equals(grant.id())))
            .isPresent();
    if (!known) {
      add(grant);
    }
  }

  private SubjectGrants with(SubjectGrants current, Grant grant, Instant now) {
    List<Entry> others =
        current.grants().stream()
            .filter(entry -> !entry.id().equals(grant.id()) && now.isBefore(entry.until()))
            .toList();
    List<Entry> first = others.subList(0, Math.min(CHECKED_EACH_TIME, others.size()));
    // What was checked goes to the end, so that every entry has its turn.
    List<Entry> next = new ArrayList<>(others.subList(first.size(), others.size()));
    first.stream().filter(entry -> mayLive(entry, now)).forEach(next::add);
    next.add(new Entry(grant.id(), now, grant.expiresAt().plus(LONGER)));
    int tooMany = Math.max(0, next.size() - MOST);
    return new SubjectGrants(
        next.subList(tooMany, next.size()), current.complete() && tooMany == 0);
  }

  private boolean mayLive(Entry entry, Instant now) {
    return now.isBefore(entry.since().plus(UNWRITTEN))
        || grants.find(entry.id().value()).isPresent();
  }

  private static long day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
  }

  /** When the last of the entries ends. */
  static Instant end(Stream<Entry> entries) {
    return entries.map(Entry::until).max(Instant::compareTo).orElse(Instant.EPOCH);
  }
}
