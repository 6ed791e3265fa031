/**
 * The words every other package speaks in: identifiers, scopes, resources, secrets. Each is checked
 * when it is made, so whoever holds one need not check again. This package depends on nothing.
 */
package dev.oidcproxy.domain.value;
