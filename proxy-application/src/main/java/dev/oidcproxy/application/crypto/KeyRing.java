package dev.oidcproxy.application.crypto;

import dev.oidcproxy.application.state.State.KeyPairRecord;
import dev.oidcproxy.application.state.State.KeyRingRecord;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The generated key pairs of one use, oldest first. Each is published before it signs and after it
 * signed for the last time, so that nobody meets a signature whose key is not known yet or any
 * more.
 *
 * @param keys never empty
 */
record KeyRing(List<TimedKey> keys) {

  /** How long a key signs. */
  static final Duration INTERVAL = Duration.ofDays(90);

  /** How long it is published before: much more than anybody may cache our keys. */
  static final Duration AHEAD = Duration.ofDays(1);

  /** A pair, and from when it signs. */
  record TimedKey(PublicJsonWebKey pair, Instant signsFrom) {}

  static KeyRing first(PublicJsonWebKey pair, Instant now) {
    return new KeyRing(List.of(new TimedKey(pair, now)));
  }

  /** The key that signs now. */
  PublicJsonWebKey signing(Instant now) {
    TimedKey signing = keys.getFirst();
    for (TimedKey key : keys) {
      signing = key.signsFrom().isAfter(now) ? signing : key;
    }
    return signing.pair();
  }

  List<PublicJsonWebKey> published() {
    return keys.stream().map(TimedKey::pair).toList();
  }

  Optional<PublicJsonWebKey> find(String kid) {
    return published().stream().filter(pair -> pair.getKeyId().equals(kid)).findFirst();
  }

  /**
   * What it should be now: without the keys that no signature can need any more, and with the next
   * one when it is time. Empty when it should be as it is.
   *
   * @param needed how long a signature must be verifiable
   */
  Optional<KeyRing> advanced(Instant now, Duration needed, Supplier<PublicJsonWebKey> fresh) {
    List<TimedKey> next = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      boolean last = i == keys.size() - 1;
      if (last || keys.get(i + 1).signsFrom().plus(needed).isAfter(now)) {
        next.add(keys.get(i));
      }
    }
    Instant due = keys.getLast().signsFrom().plus(INTERVAL);
    if (!due.minus(AHEAD).isAfter(now)) {
      Instant announced = now.plus(AHEAD);
      next.add(new TimedKey(fresh.get(), due.isAfter(announced) ? due : announced));
    }
    return next.equals(keys) ? Optional.empty() : Optional.of(new KeyRing(List.copyOf(next)));
  }

  static KeyRing of(KeyRingRecord record) {
    try {
      List<TimedKey> keys = new ArrayList<>();
      for (KeyPairRecord pair : record.pairs()) {
        keys.add(
            new TimedKey(
                PublicJsonWebKey.Factory.newPublicJwk(JsonUtil.parseJson(pair.jwk().reveal())),
                pair.signsFrom()));
      }
      if (!keys.isEmpty()) {
        return new KeyRing(List.copyOf(keys));
      }
    } catch (JoseException e) {
      // Not as the cause: the parser quotes what it read, which is a private key.
    }
    throw new StoreException("a stored signing key cannot be read");
  }

  KeyRingRecord toRecord() {
    return new KeyRingRecord(
        keys.stream()
            .map(key ->
                new KeyPairRecord(
                    Secret.of(key.pair().toJson(OutputControlLevel.INCLUDE_PRIVATE)),
                    key.signsFrom()))
            .toList());
  }
}
