/**
 * The architecture as rules that fail. One test class sees the classes of every module. A rule is
 * widened only together with the reason for it.
 */
package dev.oidcproxy.architecture;
