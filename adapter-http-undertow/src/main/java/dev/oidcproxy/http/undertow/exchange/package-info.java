/**
 * Exchanges of Undertow as the neutral requests and responses of the application. What breaks the
 * rules of HTTP or the limits is refused here, before anything is made of it. Nothing here blocks
 * an I/O thread: bodies are read as they come, and endpoints run on virtual threads.
 */
package dev.oidcproxy.http.undertow.exchange;
