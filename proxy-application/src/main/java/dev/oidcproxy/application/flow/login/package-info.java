/**
 * From the authorization request to the code: the request is checked, a person asked, the provider
 * visited, and a grant begun. All of it happens in one browser, which a cookie binds to its
 * transaction. Each step is an {@link dev.oidcproxy.application.flow.login.AuthorizationStep}.
 */
package dev.oidcproxy.application.flow.login;
