/** Tests of the administrator's commands. */
package dev.oidcproxy.distribution.administration;
