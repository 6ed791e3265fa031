/**
 * What of a provider's claims goes on into our tokens and to backends. A path finds a value, a
 * mapping gives it a name of ours and a bound. Nothing here knows what a claim means.
 */
package dev.oidcproxy.domain.claim;
