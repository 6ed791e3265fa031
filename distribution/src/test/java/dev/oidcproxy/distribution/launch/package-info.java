/** Tests of what a configuration becomes. */
package dev.oidcproxy.distribution.launch;
