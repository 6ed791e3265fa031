/**
 * How often something may be asked for: token buckets that fill up again, by what is asked and who
 * asks, in memory that a flood cannot grow. Each process counts for itself, so {@code N} nodes
 * allow {@code N} times as much. A refusal is {@link
 * dev.oidcproxy.domain.error.OAuthError.TooManyRequests}, and says when to come back.
 */
package dev.oidcproxy.application.limit;
