package dev.oidcproxy.application.gateway;

import java.util.Optional;

/** Decides whether an MCP request may pass, and as whom. */
public interface Gate {

  /**
   * The answer without any I/O, safe on an I/O thread; empty when {@link #admit} must be asked
   * instead.
   */
  Optional<Admission> admitAtOnce(Presented presented);

  /** The answer; may block. Never throws: trouble is a {@link Admission.Refused} with 503. */
  Admission admit(Presented presented);
}
