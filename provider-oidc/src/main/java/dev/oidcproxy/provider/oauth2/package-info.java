/**
 * Providers without OpenID Connect, GitHub before all. Their endpoints are configured, and who
 * signs in is what the userinfo endpoint says. The exchange is that of the relying party beside it.
 */
package dev.oidcproxy.provider.oauth2;
