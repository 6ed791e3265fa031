package dev.oidcproxy.application.state;

/**
 * What sealing a collection anew came to.
 *
 * @param resealed records that the first key seals now
 * @param unreadable records that no key we have opens, left as they are
 */
public record Resealed(int resealed, int unreadable) {

  static final Resealed NONE = new Resealed(0, 0);
  static final Resealed ONE = new Resealed(1, 0);
  static final Resealed UNREADABLE_ONE = new Resealed(0, 1);

  Resealed plus(Resealed more) {
    return new Resealed(resealed + more.resealed, unreadable + more.unreadable);
  }
}
