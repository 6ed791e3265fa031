import { randomUUID } from 'node:crypto';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import * as schema from '@modelcontextprotocol/sdk/types.js';
import { PROMPTS, readResource, RESOURCE_TEMPLATE, RESOURCES, TOOLS } from './conformance-fixtures.mjs';
import { serveMcp } from './mcp-http.mjs';

const CAPABILITIES = {
  tools: {},
  resources: { subscribe: true },
  prompts: {},
  logging: {},
  completions: {},
};

/** The server that the conformance suite examines, directly and behind the gateway (2025-11-25, with sessions). */
export function startConformanceServer() {
  return serveMcp(newServer, { newEventStore: () => new EventStore() });
}

function newServer() {
  const server = new Server({ name: 'conformance', version: '1.0.0' }, { capabilities: CAPABILITIES });
  const on = (requestSchema, handle) => server.setRequestHandler(requestSchema, ({ params }, extra) => handle(params, extra));
  on(schema.ListToolsRequestSchema, () => ({
    tools: Object.entries(TOOLS).map(([name, { call, ...tool }]) => ({ name, ...tool })),
  }));
  on(schema.CallToolRequestSchema, (params, extra) => callTool(params, extra));
  on(schema.ListResourcesRequestSchema, () => ({
    resources: Object.entries(RESOURCES).map(([uri, { name, mimeType }]) => ({ uri, name, mimeType })),
  }));
  on(schema.ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: [RESOURCE_TEMPLATE] }));
  on(schema.ReadResourceRequestSchema, ({ uri }) => ({ contents: [known(readResource(uri), 'resource')] }));
  on(schema.SubscribeRequestSchema, () => ({}));
  on(schema.UnsubscribeRequestSchema, () => ({}));
  on(schema.ListPromptsRequestSchema, () => ({
    prompts: Object.entries(PROMPTS).map(([name, { messages, ...prompt }]) => ({ name, ...prompt })),
  }));
  on(schema.GetPromptRequestSchema, ({ name, arguments: args }) => ({
    messages: known(PROMPTS[name], 'prompt').messages(args),
  }));
  on(schema.CompleteRequestSchema, () => ({ completion: { values: ['testValue1'], hasMore: false } }));
  return server;
}

function known(value, what) {
  if (value === undefined) throw new schema.McpError(schema.ErrorCode.InvalidParams, `unknown ${what}`);
  return value;
}

async function callTool({ name, arguments: args, _meta }, extra) {
  const tool = known(TOOLS[name], 'tool');
  try {
    return { content: await tool.call(args, talk(extra, _meta)) };
  } catch (error) {
    return { content: [{ type: 'text', text: error.message }], isError: true };
  }
}

function talk({ sendNotification, sendRequest, closeSSEStream }, meta) {
  return {
    log: (data) => sendNotification({ method: 'notifications/message', params: { level: 'info', data } }),
    progress: (progress, total) => sendNotification({
      method: 'notifications/progress',
      params: { progressToken: meta?.progressToken ?? 0, progress, total },
    }),
    sample: (prompt) => sendRequest({
      method: 'sampling/createMessage',
      params: { messages: [{ role: 'user', content: { type: 'text', text: prompt } }], maxTokens: 100 },
    }, schema.CreateMessageResultSchema),
    elicit: (message, properties, required = []) => sendRequest({
      method: 'elicitation/create',
      params: { message, requestedSchema: { type: 'object', properties, required } },
    }, schema.ElicitResultSchema),
    dropStream: () => closeSSEStream(),
  };
}

/** The events of one session, so that a stream can be resumed where it broke. */
class EventStore {
  #events = [];

  async storeEvent(streamId, message) {
    const eventId = randomUUID();
    this.#events.push({ eventId, streamId, message });
    return eventId;
  }

  async getStreamIdForEventId(eventId) {
    return this.#find(eventId)?.streamId;
  }

  async replayEventsAfter(lastEventId, { send }) {
    const last = this.#find(lastEventId);
    const missed = this.#events.slice(this.#events.indexOf(last) + 1).filter(({ streamId }) => streamId === last.streamId);
    for (const { eventId, message } of missed) await send(eventId, message);
    return last.streamId;
  }

  #find(eventId) {
    return this.#events.find((event) => event.eventId === eventId);
  }
}
