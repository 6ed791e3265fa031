/**
 * The page on which people see which apps act for them, and end that. A login of its own leads
 * there, by the one redirect URI there is; the record that its state names says which kind it is.
 * Everything here is of one subject: nobody ever sees another's.
 */
package dev.oidcproxy.application.flow.account;
