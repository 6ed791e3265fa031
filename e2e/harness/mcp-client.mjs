import { randomBytes } from 'node:crypto';
import { auth, UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { listen } from './http.mjs';

/**
 * An MCP client as users have it: the SDK's client with the SDK's OAuth code, credentials kept in memory, and a loopback
 * redirect URI. The person is played by `browse(authorizationUrl, redirectUri)`.
 */
export class McpClient {
  #url;
  #browse;
  #headers;
  #callback;
  #session;
  credentials;

  constructor(url, browse, { headers } = {}) {
    this.#url = new URL(url);
    this.#browse = browse;
    this.#headers = headers;
  }

  /** Connects, and signs in first where the server asks for it. */
  async connect() {
    await this.#prepare();
    try {
      await this.#open();
    } catch (error) {
      if (!(error instanceof UnauthorizedError)) throw error;
      const answer = await this.#browseForCode();
      await this.#session.transport.finishAuth(answer.get('code'));
      await this.#open();
    }
  }

  /** Signs in without speaking MCP, which servers of a revision that the SDK does not know would refuse. */
  async signIn() {
    await this.#prepare();
    await auth(this.credentials, { serverUrl: this.#url });
    const answer = await this.#browseForCode();
    await auth(this.credentials, { serverUrl: this.#url, authorizationCode: answer.get('code') });
    return this.credentials.tokens();
  }

  /** Refreshes although nothing has expired yet. */
  refresh() {
    return auth(this.credentials, { serverUrl: this.#url });
  }

  /** Gives its refresh token back (RFC 7009) and returns the status of the answer. */
  async revoke() {
    const { revocation_endpoint: endpoint } = this.credentials.discovery.authorizationServerMetadata;
    const { client_id } = this.credentials.client;
    const body = new URLSearchParams({ token: this.credentials.tokens().refresh_token, client_id });
    return (await fetch(endpoint, { method: 'POST', body })).status;
  }

  async #prepare() {
    this.#callback ??= await listenForCallback();
    this.credentials ??= new Credentials(this.#callback.redirectUri);
  }

  async #browseForCode() {
    await this.#browse(this.credentials.authorizationUrl.href, this.#callback.redirectUri);
    this.answer = this.#callback.take();
    const error = this.answer.get('error');
    if (error) throw new Error(`authorization refused: ${error}`);
    if (this.answer.get('state') !== this.credentials.expectedState) throw new Error('state differs');
    return this.answer;
  }

  async #open() {
    const client = new Client({ name: 'oidc-proxy-e2e', version: '1.0.0' });
    const transport = new StreamableHTTPClientTransport(this.#url, {
      authProvider: this.credentials,
      requestInit: { headers: this.#headers },
    });
    this.#session = { client, transport };
    await client.connect(transport);
  }

  get sessionId() {
    return this.#session.transport.sessionId;
  }

  /** Calls a tool and returns the text of its answer. */
  async callTool(name, args = {}, onprogress) {
    const result = await this.#session.client.callTool({ name, arguments: args }, undefined, { onprogress });
    return result.content[0].text;
  }

  async close() {
    await this.#session?.client.close();
    await this.#callback?.close();
  }
}

/** One `initialize` with this token, which no SDK repairs. */
export function ping(url, accessToken) {
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'ping', version: '1.0.0' } };
  return fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${accessToken}`,
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params }),
  });
}

/** The SDK's OAuthClientProvider: what a client remembers of an authorization server. */
class Credentials {
  authorizations = 0;
  savedTokens = [];

  constructor(redirectUri) {
    this.redirectUrl = redirectUri;
    this.clientMetadata = {
      client_name: 'E2E client',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    };
  }

  state() {
    return (this.expectedState = randomBytes(16).toString('base64url'));
  }
  clientInformation() {
    return this.client;
  }
  saveClientInformation(client) {
    this.client = client;
  }
  tokens() {
    return this.currentTokens;
  }
  saveTokens(tokens) {
    this.currentTokens = tokens;
    this.savedTokens.push(tokens);
  }
  codeVerifier() {
    return this.verifier;
  }
  saveCodeVerifier(verifier) {
    this.verifier = verifier;
  }
  discoveryState() {
    return this.discovery;
  }
  saveDiscoveryState(discovery) {
    this.discovery = discovery;
  }
  redirectToAuthorization(url) {
    this.authorizations++;
    this.authorizationUrl = url;
  }
  invalidateCredentials(scope) {
    if (scope === 'all' || scope === 'client') this.client = undefined;
    if (scope === 'all' || scope === 'tokens') this.currentTokens = undefined;
    if (scope === 'all' || scope === 'verifier') this.verifier = undefined;
    if (scope === 'all' || scope === 'discovery') this.discovery = undefined;
  }
}

async function listenForCallback() {
  let answer;
  const http = await listen((request, response) => {
    const url = new URL(request.url, http.origin);
    if (url.pathname === '/callback') answer = url.searchParams;
    response.setHeader('content-type', 'text/plain').end('You can close this window.');
  });
  return {
    redirectUri: `${http.origin}/callback`,
    take: () => answer ?? fail('the browser never came to the redirect URI'),
    close: http.close,
  };
}

function fail(message) {
  throw new Error(message);
}
