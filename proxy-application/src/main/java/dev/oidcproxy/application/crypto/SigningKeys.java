package dev.oidcproxy.application.crypto;

import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.application.state.Records;
import dev.oidcproxy.application.state.State.KeyRingRecord;
import dev.oidcproxy.domain.port.Scheduler;
import dev.oidcproxy.domain.port.Subscription;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Generated key pairs: made once, by whichever node needs them first, kept sealed in the store, and
 * replaced every three months without anybody noticing.
 */
public final class SigningKeys {

  private static final Duration REFRESH = Duration.ofSeconds(60);

  private final Records<KeyRingRecord> records;
  private final InstantSource clock;
  private final Duration longestToken;
  private final List<GeneratedKeys> inUse = new CopyOnWriteArrayList<>();

  /**
   * @param longestToken how long an access token may live: a key is published that long after
   */
  public SigningKeys(Records<KeyRingRecord> records, InstantSource clock, Duration longestToken) {
    this.records = records;
    this.clock = clock;
    this.longestToken = longestToken;
  }

  /** Keeps up with other nodes in the background until closed. */
  public Subscription start(Scheduler scheduler) {
    return scheduler.repeat(REFRESH, () -> inUse.forEach(GeneratedKeys::refresh));
  }

  GeneratedKeys forTokens(Algorithm algorithm) {
    return generated("tokens", algorithm, longestToken.plus(KeyRing.AHEAD));
  }

  /** Assertions live for minutes; backends may keep what they fetched for longer. */
  GeneratedKeys forAssertions(Algorithm algorithm) {
    return generated("assertions", algorithm, KeyRing.AHEAD);
  }

  private GeneratedKeys generated(String use, Algorithm algorithm, Duration needed) {
    GeneratedKeys keys = new GeneratedKeys(use, algorithm, needed, records, clock);
    inUse.add(keys);
    return keys;
  }
}
