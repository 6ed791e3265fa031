/** Tests of where configuration comes from. */
package dev.oidcproxy.distribution.config;
