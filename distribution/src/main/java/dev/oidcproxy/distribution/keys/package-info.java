/**
 * Keys that nobody configured: made once and kept for the next start. They live in the system
 * keyring or in a file beside the data. The choice between them is made by {@code launch}.
 */
package dev.oidcproxy.distribution.keys;
