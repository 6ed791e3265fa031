/**
 * The proxy assembled by Guice, for those who compose with modules. Everything below this package
 * works without Guice.
 */
package dev.oidcproxy.application.guice;
