/**
 * Answers of a backend that are looked at on their way: read whole, or event by event. Large ones
 * are looked at on another thread, so that no I/O thread is busy with one answer for long. What
 * cannot be looked at does not pass.
 */
package dev.oidcproxy.http.undertow.filter;
