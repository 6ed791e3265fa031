/**
 * State in Redis or Valkey, shared by any number of proxies. Every operation touches one key and is
 * one command, so it works alike on one server, under Sentinel and in a Cluster. The library that
 * talks to Redis is known here and nowhere else.
 */
package dev.oidcproxy.store.redis;
