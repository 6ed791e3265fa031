/**
 * The bodies of MCP requests and answers, as far as a gate must know them: which method, which
 * tools. They are read as strictly as they can be, because whatever two readers could understand
 * differently would be judged here as one thing and taken for another there. Nothing of them is
 * kept.
 */
package dev.oidcproxy.application.gateway.message;
