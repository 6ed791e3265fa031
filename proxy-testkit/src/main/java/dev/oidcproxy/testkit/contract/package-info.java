/**
 * Contracts: interfaces of tests that an implementation of a port inherits. Each test is a sentence
 * about what the port promises. What a test needs is made for it and closed after it.
 */
package dev.oidcproxy.testkit.contract;
