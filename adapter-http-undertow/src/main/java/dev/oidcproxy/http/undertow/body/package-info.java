/**
 * Bodies on the I/O thread: moved as they come, read whole within bounds, or written from memory.
 * However slowly the other side sends or takes, no thread is held. What is held in memory has a
 * bound, for each body and for all of them.
 */
package dev.oidcproxy.http.undertow.body;
