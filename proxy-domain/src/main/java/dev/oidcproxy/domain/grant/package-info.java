/**
 * The grant: the root of life. From the provider's callback on it is the only record of a login,
 * and its key makes every code and refresh token, so that none of them is stored anywhere. Each
 * step of each flow is one compare-and-set of one grant; deleting it ends everything issued from
 * it.
 */
package dev.oidcproxy.domain.grant;
