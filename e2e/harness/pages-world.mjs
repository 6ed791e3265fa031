import { createHash, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startClientSite } from '../servers/client-site.mjs';
import { startProvider } from '../servers/provider.mjs';
import { listen } from './http.mjs';
import { address, configuration, serve } from './proxy.mjs';

/** A host name that only the browsers of the journeys know. */
export const SITE = 'client.example';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A branded proxy with a provider, and clients wherever clients are. */
export async function openPagesWorld() {
  const where = await address();
  const opened = [];
  const open = async (thing) => opened.unshift(await thing) && opened[0];
  try {
    const provider = await open(startProvider({ redirectUri: where.callback }));
    const site = await open(startClientSite(SITE));
    const loopback = await open(listen((_, response) => response.setHeader('content-type', 'text/html').end('<title>Client</title>')));
    const proxy = await serve(configuration({
      address: where,
      provider,
      valid_scopes: ['openid', 'profile', 'email', 'tools:call'],
      branding: {
        name: 'Example Tools',
        logo_file: file('../servers/logo.svg'),
        languages_folder: file('../../distribution/src/main/dist/conf/languages'),
      },
      scope_descriptions: { 'tools:call': 'Use tools in your name' },
    }));
    opened.unshift({ close: proxy.stop });
    return new PagesWorld({ baseUrl: where.baseUrl, provider, site, loopback, proxy, opened });
  } catch (error) {
    for (const thing of opened) await thing.close();
    throw error;
  }
}

class PagesWorld {
  #opened;

  constructor({ opened, ...parts }) {
    Object.assign(this, parts);
    this.#opened = opened;
  }

  /** Where a client may live, and where the browser finally goes with its answer. */
  get destinations() {
    const loopback = `${this.loopback.origin}/callback`;
    return {
      'an https site': { redirectUri: `${this.site.origin}/callback` },
      'a loopback server': { redirectUri: loopback },
      'cursor://': { redirectUri: 'cursor://anysphere.cursor-mcp/oauth/callback' },
      'an https site that goes on to claude://': { redirectUri: `${this.site.origin}/open`, end: 'claude://oauth/callback' },
    };
  }

  /** A registered client, and a request of its own. */
  async request(redirectUri, { name = 'A client', changes = {} } = {}) {
    const response = await fetch(`${this.baseUrl}/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_name: name, redirect_uris: [redirectUri] }),
    });
    const { client_id: clientId } = await response.json();
    const state = randomBytes(32).toString('base64url');
    const query = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: 'openid profile email tools:call',
      code_challenge: createHash('sha256').update(state).digest('base64url'),
      code_challenge_method: 'S256',
      state,
      ...changes,
    };
    return { state, clientId, url: `${this.baseUrl}/authorize?${new URLSearchParams(query)}` };
  }

  /** The client redeems its code, with the verifier that its challenge was made of. */
  async redeem({ clientId, state }, redirectUri, code) {
    const form = { grant_type: 'authorization_code', client_id: clientId, redirect_uri: redirectUri, code, code_verifier: state };
    const response = await fetch(`${this.baseUrl}/token`, { method: 'POST', body: new URLSearchParams(form) });
    if (!response.ok) throw new Error(`no tokens: ${response.status}`);
  }

  async close() {
    for (const thing of this.#opened) await thing.close();
  }
}
