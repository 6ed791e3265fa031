/**
 * Ports that need nothing outside the process: a store in memory, the system's clock-driven
 * scheduler. The store is the reference implementation of its port.
 */
package dev.oidcproxy.application.memory;
