package dev.oidcproxy.application.state;

import dev.oidcproxy.domain.authorization.AuthorizationRequest;
import dev.oidcproxy.domain.authorization.RememberedConsent;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.domain.value.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Consent that was given in a browser, one record for each browser. To forget needs no search: a
 * mark says that what is older counts no more, for a client, a person, both, or everyone.
 */
public final class RememberedConsents {

  /** Beyond it the oldest go. */
  static final int MOST = 25;

  private final Records<BrowserConsents> browsers;
  private final Records<Forgotten> forgotten;
  private final Function<String, List<String>> subjectIds;
  private final InstantSource clock;

  /**
   * @param subjectIds what a subject is called in marks, under each key, the current one first
   */
  RememberedConsents(
      Records<BrowserConsents> browsers,
      Records<Forgotten> forgotten,
      Function<String, List<String>> subjectIds,
      InstantSource clock) {
    this.browsers = browsers;
    this.forgotten = forgotten;
    this.subjectIds = subjectIds;
    this.clock = clock;
  }

  /** What was approved in one browser, oldest first. */
  record BrowserConsents(List<RememberedConsent> consents) {

    BrowserConsents {
      consents = List.copyOf(consents);
    }

    Instant end() {
      return consents.stream()
          .map(RememberedConsent::until)
          .max(Instant::compareTo)
          .orElse(Instant.EPOCH);
    }
  }

  /** Nothing from before an instant counts. */
  record Forgotten(Instant before) {

    Instant end() {
      return before.plus(RememberedConsent.LIFETIME);
    }
  }

  /** Whose consent, given in this browser, covers the request. */
  public Set<Subject> covering(Secret browser, Client client, AuthorizationRequest request) {
    Instant now = clock.instant();
    Set<Subject> subjects = new LinkedHashSet<>();
    browsers.find(browser.reveal()).stream()
        .flatMap(record -> record.value().consents().stream())
        .filter(consent ->
            consent.covers(client, request, now)
                && !forgottenSince(consent.since(), consent.client(), consent.subject()))
        .forEach(consent -> subjects.add(consent.subject()));
    return subjects;
  }

  /** Remembers a consent in a browser, in place of those that it includes. */
  public void remember(Secret browser, RememberedConsent consent) {
    String id = browser.reveal();
    Attempts attempts = new Attempts();
    boolean written = false;
    while (!written) {
      attempts.next();
      Optional<Stored<BrowserConsents>> found = browsers.find(id);
      BrowserConsents next =
          with(found.map(record -> record.value().consents()).orElse(List.of()), consent);
      written =
          found.isPresent()
              ? browsers.replace(found.get(), next, next.end())
              : browsers.insert(id, next, next.end());
    }
  }

  /**
   * Forgets what was approved before an instant, in every browser.
   *
   * @param client absent: of any client
   * @param subject absent: of any person
   */
  public void forget(Optional<ClientId> client, Optional<String> subject, Instant before) {
    String id = mark(client, subject.map(s -> subjectIds.apply(s).getFirst()));
    Forgotten next = new Forgotten(before);
    Attempts attempts = new Attempts();
    boolean done = !clock.instant().isBefore(next.end());
    while (!done) {
      attempts.next();
      Optional<Stored<Forgotten>> found = forgotten.find(id);
      done =
          found.isEmpty()
              ? forgotten.insert(id, next, next.end())
              : !found.get().value().before().isBefore(before)
                  || forgotten.replace(found.get(), next, next.end());
    }
  }

  private BrowserConsents with(List<RememberedConsent> current, RememberedConsent added) {
    Instant now = clock.instant();
    List<RememberedConsent> next = new ArrayList<>();
    current.stream()
        .filter(consent -> now.isBefore(consent.until()) && !added.includes(consent))
        .forEach(next::add);
    next.add(added);
    return new BrowserConsents(next.subList(Math.max(0, next.size() - MOST), next.size()));
  }

  /** Whether what was approved at an instant was taken back later. */
  public boolean forgottenSince(Instant approved, ClientId client, Subject subject) {
    Optional<ClientId> that = Optional.of(client);
    Stream<String> ofClient =
        Stream.of(mark(that, Optional.empty()), mark(Optional.empty(), Optional.empty()));
    Stream<String> ofPerson =
        subjectIds.apply(subject.id()).stream()
            .map(Optional::of)
            .flatMap(s -> Stream.of(mark(that, s), mark(Optional.empty(), s)));
    return Stream.concat(ofClient, ofPerson)
        .flatMap(id -> forgotten.find(id).stream())
        .anyMatch(found -> approved.isBefore(found.value().before()));
  }

  /** A line break is in no client id and no MAC. */
  private static String mark(Optional<ClientId> client, Optional<String> subject) {
    return client.map(ClientId::value).orElse("") + "\n" + subject.orElse("");
  }
}
