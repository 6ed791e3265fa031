package dev.oidcproxy.application.crypto;

import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.domain.value.TokenHash;
import java.security.Key;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.PublicJsonWebKey;

/**
 * The keys our tokens are signed and verified with: derived secrets for HS256, PEMs or generated
 * pairs for RS256 and ES256. One signs, all verify.
 */
sealed interface TokenKeys {

  static TokenKeys of(SigningSettings settings, KeyMaterial material, SigningKeys generated) {
    if (settings.algorithm() == Algorithm.HS256) {
      return new Fixed(
          material.derive(KeyUse.TOKEN_SIGNING).stream().map(NamedKey::symmetric).toList());
    }
    List<NamedKey> pems =
        settings.keys().stream()
            .flatMap(key -> PemKeyPair.parse(key, settings.algorithm()).stream())
            .map(NamedKey::of)
            .toList();
    return pems.isEmpty()
        ? new Generated(generated.forTokens(settings.algorithm()))
        : new Fixed(pems);
  }

  NamedKey signing();

  Optional<NamedKey> find(String kid);

  /** The pairs whose public halves everybody may know. */
  List<PublicJsonWebKey> published();

  /** One key with the name by which tokens refer to it. */
  record NamedKey(String kid, Key signing, Key verifying, Optional<PublicJsonWebKey> published) {

    static NamedKey of(PublicJsonWebKey pair) {
      return new NamedKey(
          pair.getKeyId(), pair.getPrivateKey(), pair.getPublicKey(), Optional.of(pair));
    }

    static NamedKey symmetric(byte[] key) {
      // A hash of 256 random bits tells nothing of them.
      String kid = TokenHash.of(Base64.getEncoder().encodeToString(key)).value().substring(0, 16);
      SecretKeySpec spec = new SecretKeySpec(key, "HmacSHA256");
      return new NamedKey(kid, spec, spec, Optional.empty());
    }
  }

  /**
   * What the operator gave.
   *
   * @param keys never empty; the first signs
   */
  record Fixed(List<NamedKey> keys) implements TokenKeys {

    @Override
    public NamedKey signing() {
      return keys.getFirst();
    }

    @Override
    public Optional<NamedKey> find(String kid) {
      return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    @Override
    public List<PublicJsonWebKey> published() {
      return keys.stream().flatMap(key -> key.published().stream()).toList();
    }
  }

  /** What was made here, or on another node. */
  record Generated(GeneratedKeys keys) implements TokenKeys {

    @Override
    public NamedKey signing() {
      return NamedKey.of(keys.signing());
    }

    @Override
    public Optional<NamedKey> find(String kid) {
      return keys.find(kid).map(NamedKey::of);
    }

    @Override
    public List<PublicJsonWebKey> published() {
      return keys.published();
    }
  }
}
