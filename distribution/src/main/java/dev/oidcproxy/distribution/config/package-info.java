/**
 * Where configuration comes from: a YAML file and the environment, which beats it. Every value
 * keeps its place, so that a problem can name file and line; whatever no reader asked for is a
 * problem too. Nothing here knows what a key means.
 */
package dev.oidcproxy.distribution.config;
