/**
 * How the proxy speaks to others: one HTTP client, and documents of others that are fetched, kept
 * and renewed. No redirect is followed and no ambient proxy used; every answer is bounded in time
 * and size. The library behind it is seen nowhere else.
 */
package dev.oidcproxy.application.outbound;
