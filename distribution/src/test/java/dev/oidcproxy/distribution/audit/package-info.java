/**
 * Where events go beside their numbers. Sinks here are slow, down and wrong, because a plugin may
 * be all of that; what the proxy does meanwhile is what is tested.
 */
package dev.oidcproxy.distribution.audit;
