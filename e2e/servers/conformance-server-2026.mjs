import { toNodeHandler } from '@modelcontextprotocol/node';
import {
  createMcpHandler,
  fromJsonSchema,
  localhostAllowedHostnames,
  McpServer,
  ProtocolError,
  validateHostHeader,
} from '@modelcontextprotocol/server';
import { listen } from '../harness/http.mjs';
import { PROMPTS, readResource, RESOURCE_TEMPLATE, RESOURCES, TOOLS } from './conformance-fixtures.mjs';
import { question, QUESTIONING_TOOLS, verifyState } from './conformance-input-required.mjs';

const CAPABILITIES = {
  tools: { listChanged: true },
  resources: {},
  prompts: { listChanged: true },
  completions: {},
};
const INVALID_PARAMS = -32602;

/** The server that the conformance suite examines at 2026-07-28: no handshake, no sessions, every request for itself. */
export async function startConformanceServer2026() {
  const handler = createMcpHandler(() => newServer(handler.notify), { legacy: 'reject' });
  const serve = toNodeHandler(handler);
  const http = await listen((request, response) => {
    const local = validateHostHeader(request.headers.host, localhostAllowedHostnames());
    return local.ok ? serve(request, response) : response.writeHead(403).end();
  });
  return {
    url: `${http.origin}/mcp`,
    async close() {
      await handler.close();
      await http.close();
    },
  };
}

function newServer(changes) {
  const server = new McpServer(
    { name: 'conformance', version: '1.0.0' },
    { capabilities: CAPABILITIES, requestState: { verify: verifyState } },
  );
  for (const [name, tool] of Object.entries({ ...TOOLS, ...ownTools(changes) })) {
    const { description, inputSchema } = tool;
    server.registerTool(name, { description, inputSchema: fromJsonSchema(inputSchema) }, async (args, { mcpReq }) =>
      (await question(name, mcpReq)) ?? { content: await tool.call(args, talk(mcpReq)) });
  }
  const on = (method, handle) =>
    server.server.setRequestHandler(method, ({ params }, { mcpReq }) => handle(params, mcpReq));
  on('resources/list', () => ({
    resources: Object.entries(RESOURCES).map(([uri, { name, mimeType }]) => ({ uri, name, mimeType })),
  }));
  on('resources/templates/list', () => ({ resourceTemplates: [RESOURCE_TEMPLATE] }));
  on('resources/read', ({ uri }) => ({ contents: [known(readResource(uri), 'resource', { uri })] }));
  on('prompts/list', () => ({
    prompts: Object.entries(PROMPTS).map(([name, { messages, ...prompt }]) => ({ name, ...prompt })),
  }));
  on('prompts/get', async ({ name, arguments: args }, request) =>
    (await question(name, request)) ?? { messages: known(PROMPTS[name], 'prompt').messages(args) });
  on('completion/complete', () => ({ completion: { values: ['testValue1'], hasMore: false } }));
  return server;
}

/** What the suite examines at this revision only. */
function ownTools(changes) {
  return {
    ...Object.fromEntries(QUESTIONING_TOOLS.map((name) => [name, tool('Asks back', () => {})])),
    test_trigger_tool_change: tool('Announces other tools', () => changes.toolsChanged()),
    test_trigger_prompt_change: tool('Announces other prompts', () => changes.promptsChanged()),
    test_streaming_elicitation: tool('Streams', (_, { progress }) => progress(1, 2)),
    test_logging_tool: tool('Logs', (_, { log }) => log('working')),
    test_header_parameter: tool('Takes a header', () => {}, { region: { type: 'string', 'x-mcp-header': 'Region' } }),
  };
}

function tool(description, act, properties = {}) {
  const call = async (args, talk) => {
    await act(args, talk);
    return [{ type: 'text', text: 'done' }];
  };
  return { description, inputSchema: { type: 'object', properties }, call };
}

function known(value, what, data) {
  if (value === undefined) throw new ProtocolError(INVALID_PARAMS, `unknown ${what}`, data);
  return value;
}

function talk({ notify, log, _meta }) {
  return {
    log: (data) => log('info', data),
    progress: (progress, total) => notify({
      method: 'notifications/progress',
      params: { progressToken: _meta?.progressToken ?? 0, progress, total },
    }),
  };
}
