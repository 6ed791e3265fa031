import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { listen } from '../harness/http.mjs';
import { greeting } from './backend.mjs';

/** The protected MCP server of the journeys as of 2026-07-28: no handshake, no sessions, and nothing older is answered. */
export async function startBackend2026() {
  const requests = [];
  const handler = createMcpHandler(() => newServer(requests), { legacy: 'reject' });
  const http = await listen(toNodeHandler(handler));
  return {
    url: `${http.origin}/mcp`,
    requests,
    close: async () => {
      await handler.close();
      await http.close();
    },
  };
}

function newServer(requests) {
  const server = new McpServer({ name: 'greeter', version: '1.0.0' });
  server.registerTool('whoami', { description: 'Greets the caller by name' }, ({ http }) => {
    const headers = Object.fromEntries(http.req.headers);
    requests.push(headers);
    return { content: [{ type: 'text', text: greeting(headers) }] };
  });
  server.registerTool('erase', { description: 'Erases the notes of the caller' }, ({ http }) =>
    ({ content: [{ type: 'text', text: `Erased for ${greeting(Object.fromEntries(http.req.headers))}` }] }));
  return server;
}
