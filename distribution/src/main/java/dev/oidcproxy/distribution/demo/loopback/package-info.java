/**
 * The one way a demo server comes to listen. It refuses any address that other machines could
 * reach. Handlers are made once the port is known, because an issuer contains it.
 */
package dev.oidcproxy.distribution.demo.loopback;
