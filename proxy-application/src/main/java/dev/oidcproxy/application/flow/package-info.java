/**
 * The flows: each class is one thing that happens, with one public method that reads top to bottom
 * as its RFC section does. They know the domain, the records and the ports, and no HTTP.
 */
package dev.oidcproxy.application.flow;
