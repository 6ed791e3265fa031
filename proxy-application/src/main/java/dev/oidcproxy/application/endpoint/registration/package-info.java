/**
 * How clients register and manage their registration: JSON in, JSON out. What a member must be is
 * the flows' business; here it is only of the right type. Answers say everything as it was
 * accepted, so that a client learns what was left out.
 */
package dev.oidcproxy.application.endpoint.registration;
