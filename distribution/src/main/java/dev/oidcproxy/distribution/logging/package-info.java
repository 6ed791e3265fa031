/**
 * Log lines on standard error, as text for people or as JSON for machines, each with the id of the
 * request it belongs to. Configured in code: reading a configuration file would cost a tenth of the
 * start. Nothing else knows the log backend.
 */
package dev.oidcproxy.distribution.logging;
