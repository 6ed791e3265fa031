/** Tests of the keys that nobody configured. */
package dev.oidcproxy.distribution.keys;
