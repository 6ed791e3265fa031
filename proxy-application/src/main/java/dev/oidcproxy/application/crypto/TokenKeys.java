package dev.oidcproxy.application.crypto;

import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.domain.value.TokenHash;
import java.security.Key;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.PublicJsonWebKey;

/**
 * The keys our tokens are signed and verified with: derived secrets for HS256, a PEM or a generated
 * pair for RS256 and ES256. The first signs, all verify.
 */
final class TokenKeys {

  private final SigningSettings settings;
  private final KeyMaterial material;
  private final SigningKeys generated;

  /** Derived or parsed once: every verification asks. */
  private volatile List<NamedKey> known = List.of();

  TokenKeys(SigningSettings settings, KeyMaterial material, SigningKeys generated) {
    this.settings = settings;
    this.material = material;
    this.generated = generated;
  }

  /** One key with the name by which tokens refer to it. */
  record NamedKey(String kid, Key signing, Key verifying, Optional<PublicJsonWebKey> published) {

    static NamedKey of(PublicJsonWebKey pair) {
      return new NamedKey(
          pair.getKeyId(), pair.getPrivateKey(), pair.getPublicKey(), Optional.of(pair));
    }
  }

  Algorithm algorithm() {
    return settings.algorithm();
  }

  /** Never empty; the first signs. */
  List<NamedKey> all() {
    if (known.isEmpty()) {
      // Two threads may both do this once; they get the same keys.
      known = load();
    }
    return known;
  }

  private List<NamedKey> load() {
    if (algorithm() == Algorithm.HS256) {
      return material.derive(KeyUse.TOKEN_SIGNING).stream().map(TokenKeys::symmetric).toList();
    }
    List<NamedKey> keys = new ArrayList<>();
    for (Secret key : settings.keys()) {
      PemKeyPair.parse(key, algorithm()).map(NamedKey::of).ifPresent(keys::add);
    }
    if (keys.isEmpty()) {
      keys.add(NamedKey.of(generated.pair("tokens", algorithm())));
    }
    return keys;
  }

  private static NamedKey symmetric(byte[] key) {
    // A hash of 256 random bits tells nothing of them.
    String kid = TokenHash.of(Base64.getEncoder().encodeToString(key)).value().substring(0, 16);
    SecretKeySpec spec = new SecretKeySpec(key, "HmacSHA256");
    return new NamedKey(kid, spec, spec, Optional.empty());
  }
}
