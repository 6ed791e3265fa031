/**
 * A store in one file on the local disk. One thread writes, and commits everything that waits at
 * once; a few others read. What was acknowledged is on the disk, whatever happens to the process.
 */
package dev.oidcproxy.store.disk;
