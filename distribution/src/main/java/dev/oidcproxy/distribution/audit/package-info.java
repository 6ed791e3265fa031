/**
 * What becomes of events beside their numbers: lines of the log on standard error, or entries for a
 * plugin that keeps them elsewhere. Whoever serves a request never waits for either. A sink that
 * fails costs its entries and nothing else.
 */
package dev.oidcproxy.distribution.audit;
