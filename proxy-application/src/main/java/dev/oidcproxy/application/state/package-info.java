/**
 * Records on a byte store. The only code that serialises, hashes keys and seals: above it there are
 * values, below it {@link dev.oidcproxy.domain.port.KeyValueStore} sees neither content nor ids.
 * {@link dev.oidcproxy.application.state.State} names every collection there is.
 */
package dev.oidcproxy.application.state;
