package dev.oidcproxy.application.config;

import dev.oidcproxy.application.config.SigningSettings.Algorithm;

/**
 * Reads {@code jwt_signing_key} and {@code jwt_signing_algorithm}; what a key is worth is not
 * judged here.
 */
public final class SigningSettingsReader {

  private SigningSettingsReader() {}

  /** The settings; anything wrong is a problem of {@code config}. */
  public static SigningSettings from(ConfigReader config) {
    Algorithm algorithm =
        config
            .parsed("jwt_signing_algorithm", "HS256, RS256 or ES256", Algorithm::valueOf)
            .orElse(Algorithm.HS256);
    return new SigningSettings(config.secrets("jwt_signing_key"), algorithm);
  }
}
