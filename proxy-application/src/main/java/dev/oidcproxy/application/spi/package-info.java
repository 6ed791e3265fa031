/**
 * The plugin interface. A {@link dev.oidcproxy.application.spi.ProxyPlugin} is found on the class
 * path or in the distribution's {@code plugins} folder, and does nothing until the configuration
 * chooses it by name. {@link dev.oidcproxy.application.spi.AuditSink} is what only a plugin
 * supplies.
 */
package dev.oidcproxy.application.spi;
