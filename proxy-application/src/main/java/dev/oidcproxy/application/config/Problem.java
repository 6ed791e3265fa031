package dev.oidcproxy.application.config;

import java.util.Optional;

/**
 * Something wrong with the configuration.
 *
 * @param origin where the value came from, when there is one
 * @param message what is wrong and what would be right; never a secret
 */
public record Problem(String path, Optional<String> origin, String message) {

  @Override
  public String toString() {
    return origin.map(o -> o + ": ").orElse("") + path + ": " + message;
  }
}
