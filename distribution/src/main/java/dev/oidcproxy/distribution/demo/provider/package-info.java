/**
 * A small, real OpenID provider for the demo: discovery, JWKS, a login page with two sample users,
 * authorization codes with PKCE, refresh tokens that rotate, userinfo and revocation. It serves one
 * confidential client and keeps everything in memory, bounded. It shares no rule with the proxy, so
 * that the two can disagree.
 */
package dev.oidcproxy.distribution.demo.provider;
