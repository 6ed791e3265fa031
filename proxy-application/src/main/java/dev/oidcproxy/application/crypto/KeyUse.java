package dev.oidcproxy.application.crypto;

import java.util.Locale;

/**
 * What a derived key is for. The names are part of the derivation: renaming one changes its keys.
 */
public enum KeyUse {
  TOKEN_SIGNING,
  STORAGE,
  COOKIES,
  CLIENT_IDS,
  CLIENT_METADATA,
  SESSION_IDS,
  SUBJECTS;

  String label() {
    return "oidc-proxy " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
