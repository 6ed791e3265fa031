package dev.oidcproxy.distribution.launch;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.application.crypto.KeyMaterial;
import dev.oidcproxy.application.crypto.PemKeyPair;
import dev.oidcproxy.domain.value.Secret;

/** Judges configured signing keys before anything is made of them. */
final class SigningKeyCheck {

  private static final String KEY = "jwt_signing_key";

  private SigningKeyCheck() {}

  static void check(SigningSettings signing, ConfigReader config) {
    signing.keys().forEach(key -> check(key, signing.algorithm(), config));
  }

  private static void check(Secret key, Algorithm algorithm, ConfigReader config) {
    try {
      if (algorithm != Algorithm.HS256 && PemKeyPair.isPem(key)) {
        PemKeyPair.check(key, algorithm);
      } else if (!KeyMaterial.isStrong(key)) {
        config.warning(
            KEY,
            "is shorter than 32 bytes: it was stretched, but `oidc-proxy keys generate` makes a better one");
      }
    } catch (IllegalArgumentException e) {
      config.problem(
          KEY,
          PemKeyPair.isPem(key)
              ? "cannot be used: " + e.getMessage()
              : "must be base64 after base64:, or any other text");
    }
  }
}
