/**
 * The program a person starts. It reads the configuration, chooses plugins by name and wires them.
 * It alone knows the command line, the environment and the process it runs in.
 */
package dev.oidcproxy.distribution;
