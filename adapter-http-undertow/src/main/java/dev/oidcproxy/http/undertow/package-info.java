/**
 * The neutral HTTP form of the application on Undertow. It turns an exchange into a request value
 * and a response value into bytes. The gateway forwards MCP traffic to its backend and leaves
 * streams untouched.
 */
package dev.oidcproxy.http.undertow;
