/**
 * A network that can fail, for tests of whatever talks over TCP. A link stands between a client and
 * a server and behaves as it is told. Nothing leaves loopback.
 */
package dev.oidcproxy.testkit.network;
