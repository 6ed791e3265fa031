/**
 * How an operator makes the pages their own: a name, a logo and languages. All of it was checked
 * when the configuration was read, so that a page never has to. Values only: reading files is the
 * business of the configuration.
 */
package dev.oidcproxy.application.branding;
