package dev.oidcproxy.domain.port;

/**
 * Hears which entries of a collection are gone, and when it may not have heard of all. Called on
 * the store's own threads: must not block and must not throw.
 */
@FunctionalInterface
public interface ChangeListener {

  /** An entry was deleted or taken, on this node or another; not for those that expire. */
  void removed(Key key);

  /** From now on removals may go unheard, until {@link #resumed}. */
  default void interrupted() {}

  /** Removals are heard again; any number may have been missed. */
  default void resumed() {}
}
