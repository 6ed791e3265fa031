/**
 * Certificates for tests that speak TLS. They are made when needed by the JDK's own tool, so none
 * is kept in a repository. None of them means anything beyond the test that made it.
 */
package dev.oidcproxy.testkit.tls;
