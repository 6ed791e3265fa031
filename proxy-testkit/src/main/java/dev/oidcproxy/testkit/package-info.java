/**
 * Contracts and fakes for whoever writes a plugin. A contract is an interface of tests that an
 * implementation inherits. The fakes behave like what they stand for.
 */
package dev.oidcproxy.testkit;
