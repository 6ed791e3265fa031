/**
 * Configuration without a file. A plugin's settings are read from it in tests as they are read from
 * what a user wrote. Nothing here touches the environment.
 */
package dev.oidcproxy.testkit.config;
