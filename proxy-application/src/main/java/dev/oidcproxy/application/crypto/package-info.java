/**
 * Keys and what is done with them. {@link dev.oidcproxy.application.crypto.KeyMaterial} derives one
 * key for each use, so that no two uses ever share one; signing and sealing each stand behind a
 * port.
 */
package dev.oidcproxy.application.crypto;
