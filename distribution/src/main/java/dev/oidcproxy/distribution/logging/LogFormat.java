package dev.oidcproxy.distribution.logging;

/** {@code telemetry.log_format}. */
public enum LogFormat {
  TEXT,
  JSON
}
