package dev.oidcproxy.application.state;

import dev.oidcproxy.application.state.Accounts.AccountLogin;
import dev.oidcproxy.application.state.Accounts.AccountSession;
import dev.oidcproxy.application.state.RememberedConsents.BrowserConsents;
import dev.oidcproxy.application.state.RememberedConsents.Forgotten;
import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.Seal;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Every collection there is; STORAGE.md describes each. */
public final class State {

  /** How long a record is kept that no event ends. */
  public static final Duration LASTING = Duration.ofDays(3650);

  private final KeyValueStore store;
  private final Seal seal;
  private final InstantSource clock;
  private final Function<String, List<String>> subjectIds;

  /**
   * @param subjectIds what a subject is called in the index: a MAC under each key, the current one
   *     first, because a subject may be guessed
   */
  public State(
      KeyValueStore store,
      Seal seal,
      InstantSource clock,
      Function<String, List<String>> subjectIds) {
    this.store = store;
    this.seal = seal;
    this.clock = clock;
    this.subjectIds = subjectIds;
  }

  /** By client id. */
  public Records<Client> clients() {
    return records("clients", Client.class);
  }

  /** By transaction id. */
  public Records<Transaction> transactions() {
    return records("transactions", Transaction.class);
  }

  /** By grant id. */
  public Records<Grant> grants() {
    return records("grants", Grant.class);
  }

  /** Which grants a person has. */
  public SubjectIndex subjects() {
    return new SubjectIndex(subjectRecords(), grants(), subjectIds, clock);
  }

  /** What people approved and need not be asked again, by a browser's random id. */
  public RememberedConsents rememberedConsents() {
    return new RememberedConsents(browserRecords(), forgottenRecords(), subjectIds, clock);
  }

  /** Logins to the account page, and who is signed in to it. */
  public Accounts accounts() {
    return new Accounts(
        records("account-logins", AccountLogin.class),
        records("account-sessions", AccountSession.class));
  }

  /** Good copies of documents that describe clients, by their URL. */
  public Records<ClientDocument> clientDocuments() {
    return records("client-documents", ClientDocument.class);
  }

  /** Assertions that cannot be used again, by client id and {@code jti}. */
  public Records<UsedAssertion> usedAssertions() {
    return records("client-assertions", UsedAssertion.class);
  }

  /** Clients that an administrator revoked, by client id. */
  public Records<BlockedClient> blockedClients() {
    return records("blocked-clients", BlockedClient.class);
  }

  /** Tokens that the provider is still to be asked to revoke, by a random id. */
  public Records<UpstreamRevocation> upstreamRevocations() {
    return records("upstream-revocations", UpstreamRevocation.class);
  }

  /** Generated key pairs, by their use. */
  public Records<KeyRingRecord> signingKeys() {
    return records("signing-keys", KeyRingRecord.class);
  }

  /** The one record by which a node sees whether it has the keys of all others. */
  public Records<SealMark> sealCheck() {
    return records("seal-check", SealMark.class);
  }

  /** Seals every record of every collection with the first key; what came of each. */
  public Map<String, Resealed> reseal() {
    Map<String, Resealed> counts = new LinkedHashMap<>();
    counts.put("clients", clients().reseal(Client::expiresAt));
    counts.put("blocked-clients", blockedClients().reseal(BlockedClient::until));
    counts.put("client-documents", clientDocuments().reseal(ClientDocument::until));
    counts.put("client-assertions", usedAssertions().reseal(UsedAssertion::until));
    counts.put("transactions", transactions().reseal(Transaction::expiresAt));
    counts.put("grants", grants().reseal(Grant::end));
    counts.put("subjects", subjectRecords().reseal(SubjectGrants::end));
    counts.put("remembered-consents", browserRecords().reseal(BrowserConsents::end));
    counts.put("forgotten-consents", forgottenRecords().reseal(Forgotten::end));
    counts.put("account-logins", accounts().logins().reseal(AccountLogin::expiresAt));
    counts.put("account-sessions", accounts().sessions().reseal(AccountSession::expiresAt));
    counts.put("upstream-revocations", upstreamRevocations().reseal(this::endOfTrying));
    counts.put("signing-keys", signingKeys().reseal(ring -> clock.instant().plus(LASTING)));
    // Last: until then it shows that an older key is still needed.
    counts.put("seal-check", sealCheck().reseal(mark -> clock.instant().plus(LASTING)));
    return counts;
  }

  private Instant endOfTrying(UpstreamRevocation revocation) {
    return revocation.until().orElseGet(() -> clock.instant().plus(Duration.ofDays(1)));
  }

  public Health check() {
    return store.check();
  }

  private Records<SubjectGrants> subjectRecords() {
    return records("subjects", SubjectGrants.class);
  }

  private Records<BrowserConsents> browserRecords() {
    return records("remembered-consents", BrowserConsents.class);
  }

  private Records<Forgotten> forgottenRecords() {
    return records("forgotten-consents", Forgotten.class);
  }

  private <T> Records<T> records(String collection, Class<T> type) {
    return new Records<>(collection, store, seal, new RecordCodec<>(type), clock);
  }

  /**
   * The grants of one person, those checked longest ago first.
   *
   * @param complete whether none was left out for want of room
   */
  public record SubjectGrants(List<Entry> grants, boolean complete) {

    static final SubjectGrants NONE = new SubjectGrants(List.of(), true);

    public SubjectGrants {
      grants = List.copyOf(grants);
    }

    /**
     * @param since when it was noted
     * @param until when it can be forgotten
     */
    public record Entry(GrantId id, Instant since, Instant until) {}

    Instant end() {
      return SubjectIndex.end(grants.stream());
    }
  }

  /** A client that is unknown from now on, whatever its id may say. */
  public record BlockedClient(ClientId id, Instant since, Instant until) {}

  /**
   * A document as its host served it.
   *
   * @param etag by which the host knows it again
   * @param freshUntil when the host is to be asked whether there is a newer one
   * @param until how long it serves when the host has none
   */
  public record ClientDocument(
      String url, String body, Optional<String> etag, Instant freshUntil, Instant until) {

    /** How long a good copy serves a host that has none any more. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** When its host last served it, or said that it is unchanged. */
    public Instant servedAt() {
      return until.minus(KEPT);
    }
  }

  /**
   * @param until when it would not hold any more
   */
  public record UsedAssertion(Instant until) {}

  /**
   * Tokens on their way out.
   *
   * @param until when trying is given up; absent in old records
   * @param held present when they go only if nobody consents
   */
  public record UpstreamRevocation(
      String id, UpstreamTokens tokens, Optional<Instant> until, Optional<Held> held) {

    /** A grant that waits for consent until an instant. */
    public record Held(GrantId grant, Instant until) {}
  }

  /** The key pairs of one use, oldest first; each signs until the next one begins to. */
  public record KeyRingRecord(List<KeyPairRecord> pairs) {}

  /**
   * A key pair.
   *
   * @param jwk both halves, as a JSON Web Key (RFC 7517)
   */
  public record KeyPairRecord(Secret jwk, Instant signsFrom) {}

  /** Says nothing but that it could be opened. */
  public record SealMark(Instant made) {}
}
