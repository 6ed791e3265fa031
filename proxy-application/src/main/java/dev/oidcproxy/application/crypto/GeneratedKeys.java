package dev.oidcproxy.application.crypto;

import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.application.state.Records;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.State.KeyRingRecord;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.error.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The key ring of one use, as the store has it. Whichever node sees first that something must
 * change changes it by compare-and-set; what a node read it goes on using while the store is down.
 */
final class GeneratedKeys {

  /** Strangers can make us look for keys that never were; this is how often. */
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(10);

  private static final int RSA_BITS = 2048;

  private final Algorithm algorithm;
  private final String id;
  private final Duration needed;
  private final Records<KeyRingRecord> records;
  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Optional<Reading> last = Optional.empty();

  private record Reading(KeyRing ring, Instant at) {}

  GeneratedKeys(
      String use,
      Algorithm algorithm,
      Duration needed,
      Records<KeyRingRecord> records,
      InstantSource clock) {
    this.id = use + "." + algorithm;
    this.algorithm = algorithm;
    this.needed = needed;
    this.records = records;
    this.clock = clock;
  }

  PublicJsonWebKey signing() {
    return known().signing(clock.instant());
  }

  List<PublicJsonWebKey> published() {
    return known().published();
  }

  /** A key by its name; the store is asked, within bounds, for one we do not know. */
  Optional<PublicJsonWebKey> find(String kid) {
    return known().find(kid).or(() -> read().find(kid));
  }

  /** Learns what other nodes did, and does what is to be done; nothing if never used. */
  void refresh() {
    if (last.isPresent()) {
      read();
    }
  }

  private KeyRing known() {
    return last.map(Reading::ring).orElseGet(this::read);
  }

  private KeyRing read() {
    reading.lock();
    try {
      Instant now = clock.instant();
      if (last.isEmpty() || !now.isBefore(last.get().at().plus(LEAST_PAUSE))) {
        KeyRing ring =
            records.find(id).map(stored -> advanced(stored, now)).orElseGet(() -> founded(now));
        last = Optional.of(new Reading(ring, now));
      }
      return last.get().ring();
    } finally {
      reading.unlock();
    }
  }

  private KeyRing advanced(Stored<KeyRingRecord> stored, Instant now) {
    KeyRing current = KeyRing.of(stored.value());
    // When another node was faster, its ring is read at the next round: nobody signs by it before.
    return current
        .advanced(now, needed, this::generate)
        .filter(next -> records.replace(stored, next.toRecord(), now.plus(State.LASTING)))
        .orElse(current);
  }

  /** Puts a ring where there is none: the one we have, if the store lost it. */
  private KeyRing founded(Instant now) {
    KeyRing ring = last.map(Reading::ring).orElseGet(() -> KeyRing.first(generate(), now));
    if (records.insert(id, ring.toRecord(), now.plus(State.LASTING))) {
      return ring;
    }
    return records
        .find(id)
        .map(stored -> KeyRing.of(stored.value()))
        .orElseThrow(() -> new StoreException("a signing key vanished while it was read"));
  }

  private PublicJsonWebKey generate() {
    try {
      PublicJsonWebKey key =
          algorithm == Algorithm.RS256
              ? RsaJwkGenerator.generateJwk(RSA_BITS)
              : EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setAlgorithm(algorithm.name());
      key.setUse("sig");
      key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256").substring(0, 16));
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException("every Java platform has RSA and P-256", e);
    }
  }
}
