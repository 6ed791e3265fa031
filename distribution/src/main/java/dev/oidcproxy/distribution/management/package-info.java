/**
 * What whoever runs the proxy wants to know, on a listener of its own: whether it lives, whether
 * sign-ins are possible now, and numbers. The metrics library is seen nowhere else.
 */
package dev.oidcproxy.distribution.management;
