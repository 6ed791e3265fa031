/**
 * What lives from a grant: tokens are issued for codes and refresh tokens, verified on every
 * request, renewed upstream, and ended. Every step is one compare-and-set of the grant, so that any
 * number of nodes may take it at once. Ending is one delete.
 */
package dev.oidcproxy.application.flow.token;
