/**
 * One class per endpoint: it reads a request into the domain's words, asks one flow, and writes the
 * outcome. Two files tell any story: the endpoint and its flow.
 */
package dev.oidcproxy.application.endpoint;
