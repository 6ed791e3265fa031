/**
 * The commands of the program, one class each. A command reads its options, asks others to work and
 * says in words and by its exit code how it went: 0 well, 2 the configuration or the command line
 * is wrong, 1 anything else.
 */
package dev.oidcproxy.distribution.command;
