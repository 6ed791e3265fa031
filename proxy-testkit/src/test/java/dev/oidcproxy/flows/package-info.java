/**
 * What the flows do, as sentences: on a proxy in memory, through its routes and its gate. A name
 * that begins with a letter and a number is a row of the threat model, proven there.
 */
package dev.oidcproxy.flows;
