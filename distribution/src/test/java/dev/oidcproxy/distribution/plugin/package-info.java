/**
 * Plugins as somebody else writes them, whole and broken: sources are compiled and packed into jars
 * while the tests run, and loaded as the program loads them. What is said of a broken one is
 * compared word for word.
 */
package dev.oidcproxy.distribution.plugin;
