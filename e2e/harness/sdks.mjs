import * as authOfSdk1 from '@modelcontextprotocol/sdk/client/auth.js';
import { createPrivateKeyJwtAuth } from '@modelcontextprotocol/sdk/client/auth-extensions.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import * as sdk2 from '@modelcontextprotocol/client';

/**
 * The clients that people build with, by what harness/mcp-client.mjs needs of them: each with its own OAuth code, its own
 * revision of the protocol, and its own way to take the answer of the authorization server.
 */
export const SDK_1 = {
  auth: authOfSdk1.auth,
  UnauthorizedError: authOfSdk1.UnauthorizedError,
  createPrivateKeyJwtAuth,
  newClient: (info) => new Client(info),
  Transport: StreamableHTTPClientTransport,
  finish: (transport, answer) => transport.finishAuth(answer.get('code')),
  call: (client, params, onprogress) => client.callTool(params, undefined, { onprogress }),
};

/** Speaks 2026-07-28 and nothing older, and checks `iss` of the answer itself. */
export const SDK_2 = {
  auth: sdk2.auth,
  UnauthorizedError: sdk2.UnauthorizedError,
  createPrivateKeyJwtAuth: sdk2.createPrivateKeyJwtAuth,
  newClient: (info) => new sdk2.Client(info, { versionNegotiation: { mode: { pin: '2026-07-28' } } }),
  Transport: sdk2.StreamableHTTPClientTransport,
  finish: (transport, answer) => transport.finishAuth(answer),
  call: (client, params, onprogress) => client.callTool(params, { onprogress }),
};
