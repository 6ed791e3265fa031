/**
 * What an administrator asks and does: who is signed in, which clients there are, and the end of
 * either. Searches read every record, so on a request path of the protocol is only the deletion of
 * a registration that was used, which is limited hardest. What is shown of a record is decided by
 * the endpoints; tokens are never part of it.
 */
package dev.oidcproxy.application.flow.admin;
