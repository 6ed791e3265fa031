import { Credentials } from './credentials.mjs';
import { listen } from './http.mjs';
import { SDK_1 } from './sdks.mjs';

/**
 * An MCP client as users have it: an SDK's client with that SDK's OAuth code, credentials kept in memory, and a loopback
 * redirect URI. The person is played by `browse(authorizationUrl, redirectUri)`.
 */
export class McpClient {
  #url;
  #browse;
  #headers;
  #sdk;
  #identity;
  #callback;
  #session;
  credentials;
  /** What was asked of the authorization server by POST: path, parameters, status. */
  posts = [];

  /**
   * @param {object} [options]
   * @param {object} [options.headers] sent with each MCP request
   * @param {object} [options.sdk] of harness/sdks.mjs
   * @param {object} [options.identity] who the client says it is (harness/credentials.mjs)
   */
  constructor(url, browse, { headers, sdk = SDK_1, identity } = {}) {
    this.#url = new URL(url);
    this.#browse = browse;
    this.#headers = headers;
    this.#sdk = sdk;
    this.#identity = identity;
  }

  /** Connects, and signs in first where the server asks for it. */
  async connect() {
    await this.#prepare();
    try {
      await this.#open();
    } catch (error) {
      if (!(error instanceof this.#sdk.UnauthorizedError)) throw error;
      await this.#sdk.finish(this.#session.transport, await this.#browseForCode());
      await this.#open();
    }
  }

  /** Signs in without speaking MCP, which servers of a revision that the SDK does not know would refuse. */
  async signIn() {
    await this.#prepare();
    await this.#sdk.auth(this.credentials, { serverUrl: this.#url });
    const answer = await this.#browseForCode();
    const [authorizationCode, iss] = [answer.get('code'), answer.get('iss')];
    await this.#sdk.auth(this.credentials, { serverUrl: this.#url, authorizationCode, iss });
    return this.credentials.tokens();
  }

  /** Lets the person approve what the last refusal asked for; the session goes on. */
  async stepUp() {
    await this.#sdk.finish(this.#session.transport, await this.#browseForCode());
  }

  /** Asks for these scopes anew, as a client has to whose SDK only refreshes on a 403. */
  async askFor(scope) {
    this.credentials.invalidateCredentials('tokens');
    await this.#sdk.auth(this.credentials, { serverUrl: this.#url, scope });
    await this.stepUp();
  }

  /** Refreshes although nothing has expired yet. */
  refresh() {
    return this.#sdk.auth(this.credentials, { serverUrl: this.#url });
  }

  /**
   * Gives its refresh token back (RFC 7009) and returns the status of the answer.
   *
   * @param {object} [options]
   * @param {boolean} [options.proven] whether the client proves itself as it does elsewhere, or says only who it is
   */
  async revoke({ proven = true } = {}) {
    const { client, discovery, addClientAuthentication } = this.credentials;
    const metadata = discovery.authorizationServerMetadata;
    const headers = new Headers();
    const body = new URLSearchParams({ token: this.credentials.tokens().refresh_token });
    if (proven && addClientAuthentication) await addClientAuthentication(headers, body, metadata.revocation_endpoint, metadata);
    else if (proven && client.token_endpoint_auth_method === 'client_secret_basic') headers.set('authorization', basic(client));
    else body.set('client_id', client.client_id);
    if (proven && client.token_endpoint_auth_method === 'client_secret_post') body.set('client_secret', client.client_secret);
    return (await fetch(metadata.revocation_endpoint, { method: 'POST', headers, body })).status;
  }

  async #prepare() {
    this.#callback ??= await listenForCallback();
    this.credentials ??= new Credentials(this.#callback.redirectUri, this.#identity);
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
    const client = this.#sdk.newClient({ name: 'oidc-proxy-e2e', version: '1.0.0' });
    const transport = new this.#sdk.Transport(this.#url, {
      authProvider: this.credentials,
      requestInit: { headers: this.#headers },
      fetch: (url, init) => this.#fetch(url, init),
    });
    this.#session = { client, transport };
    await client.connect(transport);
  }

  async #fetch(url, init) {
    const answer = await fetch(url, init);
    const { pathname } = new URL(url);
    if (init?.body instanceof URLSearchParams || pathname.endsWith('/register')) {
      const form = init.body instanceof URLSearchParams ? Object.fromEntries(init.body) : JSON.parse(init.body);
      this.posts.push({ path: pathname, form, status: answer.status });
    }
    return answer;
  }

  get sessionId() {
    return this.#session.transport.sessionId;
  }

  /** Calls a tool and returns the text of its answer. */
  async callTool(name, args = {}, onprogress) {
    const result = await this.#sdk.call(this.#session.client, { name, arguments: args }, onprogress);
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

function basic({ client_id: id, client_secret: secret }) {
  return `Basic ${btoa(`${id}:${secret}`)}`;
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
