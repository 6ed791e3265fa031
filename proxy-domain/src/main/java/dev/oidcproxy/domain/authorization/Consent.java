package dev.oidcproxy.domain.authorization;

/** What a person answered when asked whether a client may act for them. */
public enum Consent {
  APPROVED,
  DENIED
}
