/** Tests of what operators see. */
package dev.oidcproxy.distribution.management;
