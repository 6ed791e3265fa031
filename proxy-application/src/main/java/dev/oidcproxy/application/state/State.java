package dev.oidcproxy.application.state;

import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.Seal;
import dev.oidcproxy.domain.value.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Every collection there is; STORAGE.md describes each. */
public final class State {

  private final KeyValueStore store;
  private final Seal seal;
  private final InstantSource clock;

  public State(KeyValueStore store, Seal seal, InstantSource clock) {
    this.store = store;
    this.seal = seal;
    this.clock = clock;
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

  public Health check() {
    return store.check();
  }

  private <T> Records<T> records(String collection, Class<T> type) {
    return new Records<>(collection, store, seal, new RecordCodec<>(type), clock);
  }

  /** Tokens on their way out. */
  public record UpstreamRevocation(String id, UpstreamTokens tokens) {}

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
