import { startBackend } from '../servers/backend.mjs';
import { startProvider } from '../servers/provider.mjs';
import { authorize, openBrowser, typeUserName } from './browser.mjs';
import { McpClient, ping } from './mcp-client.mjs';
import { authorizePlainly } from './plain-browser.mjs';
import { address, configuration, serve } from './proxy.mjs';

/**
 * A provider, backends, the proxy between them, and a browser: what every journey through `serve` needs.
 *
 * @param {object} options
 * @param {string} [options.path] the path of base_url
 * @param {object} [options.provider] options of the provider
 * @param {Record<string, {start: () => Promise<object>, identity?: string}>} [options.resources] by path; more keys are
 *   those of the configuration
 * @param {boolean} [options.plain] whether every person of it does without a real browser
 * @param {object} [options.settings] keys of the configuration beyond the usual ones
 */
export async function openWorld({ path, provider: providerOptions, resources = { '/mcp': {} }, plain = false, settings } = {}) {
  const opened = [];
  const open = async (thing) => opened.unshift(await thing) && opened[0];
  try {
    const where = await address(path);
    const browser = plain ? undefined : await open(openBrowser());
    const provider = await open(startProvider({ redirectUri: where.callback, ...providerOptions }));
    const protectedServers = [];
    const backends = {};
    for (const [resource, { start = startBackend, identity = 'headers', ...rules }] of Object.entries(resources)) {
      backends[resource] = await open(start());
      protectedServers.push({ path: resource, backend: backends[resource].url, identity, ...rules });
    }
    const proxy = await serve(configuration({ address: where, provider, resources: protectedServers, ...settings }));
    opened.unshift({ close: proxy.stop });
    return new World({ browser, provider, backends, proxy, baseUrl: where.baseUrl, opened });
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

class World {
  #opened;
  #clients = [];

  constructor({ opened, ...parts }) {
    Object.assign(this, parts);
    this.#opened = opened;
  }

  /**
   * A client of one resource whose person is `user`; `sdk` and `identity` are those of harness/mcp-client.mjs, `how` changes
   * what the person does (harness/browser.mjs), `plain` is for journeys that a real browser has made before, and `beforeLogin` is
   * done there while the person is at the provider.
   */
  client({ resource = '/mcp', user = 'ada', headers, sdk, identity, plain = !this.browser, beforeLogin, ...how } = {}) {
    const client = new McpClient(`${this.baseUrl}${resource}`, async (url, redirectUri) => {
      if (plain) client.way = await authorizePlainly(url, { redirectUri, user, beforeLogin });
      else client.visit = await authorize(this.browser, url, { redirectUri, signIn: typeUserName(user), ...how });
    }, { headers, sdk, identity });
    this.#clients.push(client);
    return client;
  }

  /** The access token of a client that has just signed in. */
  async accessToken(resource) {
    const { access_token: accessToken } = await this.client({ resource }).signIn();
    return accessToken;
  }

  /** One request with this token, which no SDK repairs. */
  ping(resource, accessToken) {
    return ping(`${this.baseUrl}${resource}`, accessToken);
  }

  async close() {
    await closeAll([...this.#clients, ...this.#opened]);
  }
}

async function closeAll(things) {
  const failures = [];
  for (const thing of things) await thing.close().catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
