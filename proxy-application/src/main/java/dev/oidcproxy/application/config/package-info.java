/**
 * Settings as records, and how they are read: every problem is collected, none stops the reading,
 * so an operator sees them all at once. Where values come from (a file, the environment) is a
 * {@link dev.oidcproxy.application.config.ConfigSource}'s business.
 */
package dev.oidcproxy.application.config;
