/**
 * The administration of a running proxy over HTTP: JSON, for the command line and for scripts, and
 * never for browsers. Whoever has the token may do everything. An answer never holds a token, a
 * secret or anything that a grant's tokens could be made from.
 */
package dev.oidcproxy.application.admin;
