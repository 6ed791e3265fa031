package dev.oidcproxy.http.undertow.body;

/** The body of an answer on its way; on the I/O thread only. */
public interface Download {

  /** Begins; once. */
  void start();

  /** Whether all of it came from the backend. */
  boolean sourceEnded();

  /** Stops, wherever it is, and gives back what it holds. */
  void stop();
}
