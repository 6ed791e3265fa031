/**
 * The commands of an administrator: they ask the administration of a running server and print its
 * answer, for people as aligned text, for scripts as JSON. What strangers wrote is printed without
 * anything that could steer a terminal. Nothing is kept here and nothing is decided.
 */
package dev.oidcproxy.distribution.administration;
