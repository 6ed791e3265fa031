/**
 * Who may do what: which scopes a tool needs, which scopes another implies, and which people may
 * sign in at all. Pure functions of what an operator wrote down and what a token or a provider
 * says. Whatever cannot be judged is not allowed.
 */
package dev.oidcproxy.domain.access;
