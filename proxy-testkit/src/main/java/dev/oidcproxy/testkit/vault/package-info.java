/**
 * What a {@link dev.oidcproxy.domain.port.KeyVault} must do. Implement the contract in a test class
 * of your vault, which then runs all of it. The fake stands in where no keyring may be touched.
 */
package dev.oidcproxy.testkit.vault;
