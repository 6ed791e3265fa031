/**
 * What is installed, and what becomes of it: plugins on the class path and in the {@code plugins}
 * folder are found, chosen by name, and kept from failing as anything but a sentence that names
 * them. Nothing of a plugin runs but its constructor, slot and name until it is chosen. The words
 * of its exceptions are not told unless asked for, because nobody knows what they quote.
 */
package dev.oidcproxy.distribution.plugin;
