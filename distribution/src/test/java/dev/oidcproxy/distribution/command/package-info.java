/** Tests of the commands, in this process and as the packaged program. */
package dev.oidcproxy.distribution.command;
