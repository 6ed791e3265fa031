/**
 * Plugins that somebody else built, in the {@code plugins} folder of the packaged program. The jar
 * is that of {@code examples/provider-plugin}, as its own build made it. The program runs as a
 * process, and people sign in over sockets.
 */
package dev.oidcproxy.e2e.plugin;
