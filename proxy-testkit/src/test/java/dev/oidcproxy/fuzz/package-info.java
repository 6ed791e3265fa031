/**
 * Every parser that strangers reach, fed with what a fuzzer makes of honest and hostile samples. A
 * parser may refuse, in the typed way of its kind, within a bound of time and memory. These tests
 * run in a process of their own, because the fuzzer instruments what it tests.
 */
package dev.oidcproxy.fuzz;
