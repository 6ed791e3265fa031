package dev.oidcproxy.application.crypto;

import com.macasaet.fernet.Key;
import com.macasaet.fernet.Token;
import com.macasaet.fernet.TokenValidationException;
import com.macasaet.fernet.Validator;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.port.Seal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.spec.IvParameterSpec;

/** Fernet (AES-128-CBC and HMAC-SHA256): the first key seals, every key opens. */
public final class FernetSeal implements Seal {

  private static final Validator<byte[]> ANY_AGE =
      new Validator<>() {
        // Records say themselves when they end, so a seal of any time between the epoch and far
        // future opens: neither an old record nor a node whose clock runs ahead is refused.
        @Override
        public Clock getClock() {
          return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        }

        @Override
        public TemporalAmount getTimeToLive() {
          return Duration.ZERO;
        }

        @Override
        public TemporalAmount getMaxClockSkew() {
          return Duration.ofDays(365L * 1000);
        }

        @Override
        public Function<byte[], byte[]> getTransformer() {
          return Function.identity();
        }
      };

  private static final byte VERSION = (byte) 0x80;
  private static final int IV_BYTES = 16;

  private final List<Key> keys;
  private final InstantSource clock;
  private final Entropy entropy;

  /**
   * @param keys 32 bytes each, at least one
   */
  public FernetSeal(List<byte[]> keys, InstantSource clock, Entropy entropy) {
    this.keys = keys.stream().map(k -> new Key(Base64.getUrlEncoder().encodeToString(k))).toList();
    this.clock = clock;
    this.entropy = entropy;
  }

  @Override
  public byte[] seal(byte[] plain) {
    Key key = keys.getFirst();
    Instant now = clock.instant();
    byte[] vector = entropy.bytes(IV_BYTES);
    byte[] encrypted = key.encrypt(plain, new IvParameterSpec(vector));
    byte[] mac = key.sign(VERSION, now, new IvParameterSpec(vector), encrypted);
    byte[] token =
        ByteBuffer.allocate(1 + Long.BYTES + IV_BYTES + encrypted.length + mac.length)
            .put(VERSION)
            .putLong(now.getEpochSecond())
            .put(vector)
            .put(encrypted)
            .put(mac)
            .array();
    return Base64.getUrlEncoder().encode(token);
  }

  @Override
  public Optional<byte[]> open(byte[] sealed) {
    try {
      Token token = Token.fromString(new String(sealed, StandardCharsets.US_ASCII));
      return Optional.of(token.validateAndDecrypt(keys, ANY_AGE));
    } catch (TokenValidationException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
