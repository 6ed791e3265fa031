package dev.oidcproxy.distribution.launch;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.jwt.InlineKeys;

/** Judges the keys of servers that may ask about tokens, before anybody presents a signature. */
final class IntrospectionKeyCheck {

  private IntrospectionKeyCheck() {}

  static void check(ConfigReader config) {
    for (ConfigReader server : config.section("introspection").sections("clients")) {
      if (server.text("jwks").filter(set -> !InlineKeys.isUsable(set)).isPresent()) {
        server.problem("jwks", "must be a JWK Set, as JSON text, with a public key for signatures");
      }
    }
  }
}
