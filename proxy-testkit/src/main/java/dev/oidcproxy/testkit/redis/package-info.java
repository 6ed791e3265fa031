/**
 * Real Redis for tests: processes of this computer's own {@code redis-server}, on loopback. Where
 * there is none, the test is skipped and says so. What they hold ends with them, unless a folder is
 * given.
 */
package dev.oidcproxy.testkit.redis;
