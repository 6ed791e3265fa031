import { randomUUID } from 'node:crypto';
import { createMcpExpressApp } from '@modelcontextprotocol/sdk/server/express.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { listen } from '../harness/http.mjs';

/**
 * Serves MCP over Streamable HTTP at /mcp as users of the SDK do, its check of the Host header included.
 *
 * @param {() => {connect: Function}} newServer one MCP server for each session, or for each request when stateless
 * @param {object} [options]
 * @param {boolean} [options.stateless] no sessions: every request stands alone
 * @param {() => object} [options.newEventStore] makes the streams of a session resumable
 */
export async function serveMcp(newServer, { stateless = false, newEventStore } = {}) {
  const app = createMcpExpressApp();
  app.all('/mcp', stateless ? eachRequestAlone(newServer) : withSessions(newServer, newEventStore));
  const http = await listen(app);
  return { url: `${http.origin}/mcp`, close: http.close };
}

function eachRequestAlone(newServer) {
  return async (request, response) => {
    if (request.method !== 'POST') return response.status(405).set('Allow', 'POST').end();
    const server = newServer();
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    response.on('close', () => server.close());
    await server.connect(transport);
    await transport.handleRequest(request, response, request.body);
  };
}

function withSessions(newServer, newEventStore) {
  const sessions = new Map();
  return async (request, response) => {
    const id = request.headers['mcp-session-id'];
    if (id !== undefined && !sessions.has(id)) return refuse(response, 404, 'Session not found');
    const transport = sessions.get(id) ?? (await open());
    await transport.handleRequest(request, response, request.body);
  };

  async function open() {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => sessions.set(id, transport),
      onsessionclosed: (id) => sessions.delete(id),
      eventStore: newEventStore?.(),
      retryInterval: newEventStore && 100,
    });
    await newServer().connect(transport);
    return transport;
  }
}

function refuse(response, status, message) {
  response.status(status).json({ jsonrpc: '2.0', id: null, error: { code: -32001, message } });
}
