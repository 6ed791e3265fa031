/**
 * From a configuration to a running proxy: plugins are chosen by name, modules are composed, and
 * servers start. Problems are found before anything is opened. The commands stand on this.
 */
package dev.oidcproxy.distribution.launch;
