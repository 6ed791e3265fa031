/**
 * Tokens of other APIs, for backends that act on behalf of whoever calls. They are exchanged when a
 * request needs one, kept in this process until shortly before they end, and never stored. The
 * provider is asked once at a time for each of them.
 */
package dev.oidcproxy.application.flow.exchange;
