/**
 * The proxy as a library: {@link dev.oidcproxy.application.OAuthProxy} takes ports and gives flows,
 * routes and the gate. No server, no container and no configuration file is needed to use it.
 */
package dev.oidcproxy.application;
