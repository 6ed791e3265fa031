/**
 * Measurements, each side by side with something to compare with in the same run: machines differ,
 * and a shared one differs from minute to minute. {@code benchmarks/run} starts them. Nothing here
 * is part of the product.
 */
package dev.oidcproxy.benchmarks;
