/**
 * What every store must do, as tests that its own test class inherits. A store's test says how to
 * make one and how to let time pass; everything else is here. Whoever passes it may stand behind
 * the proxy.
 */
package dev.oidcproxy.testkit.store;
