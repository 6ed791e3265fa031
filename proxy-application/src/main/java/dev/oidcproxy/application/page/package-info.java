/** Pages for people. */
package dev.oidcproxy.application.page;
