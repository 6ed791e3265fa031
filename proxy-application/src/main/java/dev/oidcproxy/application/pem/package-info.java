/**
 * Certificates and private keys in the text form that operators have them in. Whether a key fits
 * its certificate is found out here too. What goes wrong is told in words that quote nothing.
 */
package dev.oidcproxy.application.pem;
