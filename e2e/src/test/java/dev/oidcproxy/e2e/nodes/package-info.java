/**
 * The packaged program as processes, several on one store, with faults of what stands around it. A
 * test sees what clients see: answers over HTTP. What one node must not do alone, and what must
 * outlive a process, is shown here.
 */
package dev.oidcproxy.e2e.nodes;
