/** Tests of log lines. */
package dev.oidcproxy.distribution.logging;
