/**
 * What the domain needs of the world, as small interfaces. Adapters implement them; contracts in
 * {@code proxy-testkit} say what each must do. Time is {@link java.time.InstantSource}.
 */
package dev.oidcproxy.domain.port;
