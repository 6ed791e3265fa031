/**
 * Clients: registered, found again, and proven. An id that is not known is never an error here but
 * an empty answer; what to say of it is the endpoint's business. Nothing here asks the provider.
 */
package dev.oidcproxy.application.flow.client;
