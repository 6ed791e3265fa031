package dev.oidcproxy.application.state;

import dev.oidcproxy.domain.error.StoreException;

/**
 * Counts the tries of a compare-and-set that others keep getting ahead of. Each loss means that
 * somebody else's change went through, so a handful is much; a store that never lets anybody win
 * must not hold a thread for ever.
 */
public final class Attempts {

  private static final int MOST = 25;

  private int made;

  /**
   * To be called before each try.
   *
   * @throws StoreException when there were too many, or the thread is asked to stop after one
   */
  public void next() {
    if (made == MOST || (made > 0 && Thread.currentThread().isInterrupted())) {
      throw new StoreException("a record could not be changed in " + made + " attempts");
    }
    made++;
  }
}
