import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { serveMcp } from './mcp-http.mjs';

/** The protected MCP server of the journeys: it knows its caller only by what the proxy says in headers. */
export async function startBackend(options) {
  const requests = [];
  const http = await serveMcp(() => newServer(requests), options);
  return { ...http, requests };
}

function newServer(requests) {
  const server = new McpServer({ name: 'greeter', version: '1.0.0' });
  server.registerTool('whoami', { description: 'Greets the caller by name' }, ({ requestInfo }) => {
    requests.push(requestInfo.headers);
    return answer(greeting(requestInfo.headers));
  });
  server.registerTool('erase', { description: 'Erases the notes of the caller' }, ({ requestInfo }) =>
    answer(`Erased for ${greeting(requestInfo.headers)}`));
  server.registerTool('bearer', { description: 'Tells which bearer token arrived' }, ({ requestInfo }) =>
    answer(requestInfo.headers.authorization?.replace(/^Bearer /, '') ?? ''));
  server.registerTool(
    'count',
    { description: 'Counts, reporting progress on the way', inputSchema: { to: z.number(), pauseMillis: z.number() } },
    async ({ to, pauseMillis }, { _meta, sendNotification }) => {
      for (let progress = 1; progress <= to; progress++) {
        await sendNotification({
          method: 'notifications/progress',
          params: { progressToken: _meta.progressToken, progress, total: to },
        });
        await new Promise((resolve) => setTimeout(resolve, pauseMillis));
      }
      return answer(`counted to ${to}`);
    },
  );
  return server;
}

/** What a server can say to its caller by the headers that the proxy adds. */
export function greeting(headers) {
  const user = header(headers, 'x-forwarded-user');
  const name = header(headers, 'x-forwarded-preferred-username');
  const email = header(headers, 'x-forwarded-email');
  return `Hello ${name ?? 'nobody'} (${user ?? 'no subject'}, ${email ?? 'no email'})`;
}

/** Header values arrive percent-encoded when they are not plain ASCII. */
function header(headers, name) {
  return headers[name] && decodeURIComponent(headers[name]);
}

function answer(text) {
  return { content: [{ type: 'text', text }] };
}
