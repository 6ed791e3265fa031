/**
 * The bodies of MCP requests, as far as a gate must know them: which method, which tool. They are
 * read as strictly as they can be, because whatever two readers could understand differently would
 * be judged here as one call and carried out behind as another. Nothing of them is kept.
 */
package dev.oidcproxy.application.gateway.message;
