import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { authorize, typeUserName } from '../harness/browser.mjs';
import { conformance, verdicts } from '../harness/conformance.mjs';
import { freePort } from '../harness/http.mjs';
import { withoutLauncher } from '../harness/proxy.mjs';
import { openWorld } from '../harness/world.mjs';
import { startBearerShim } from '../servers/bearer-shim.mjs';
import { startConformanceServer } from '../servers/conformance-server.mjs';

const CLIENT = { client_id: 'conformance', name: 'Conformance suite', redirect_uris: ['http://127.0.0.1/callback'] };

describe('the MCP conformance suite', { skip: withoutLauncher }, () => {
  let world;
  before(async () => {
    world = await openWorld({
      resources: { '/mcp': { start: startConformanceServer } },
      settings: { static_clients: [CLIENT] },
    });
  });
  after(() => world?.close());

  it('passes every check of its authorization mode', async () => {
    const port = await freePort();
    const visits = [];
    const args = ['authorization', '--url', world.baseUrl, '--client-id', CLIENT.client_id, '--port', String(port)];
    const { scenarios, output } = await conformance(args, (line) => {
      if (line.startsWith(`${world.baseUrl}/`)) visits.push(signIn(line, `http://127.0.0.1:${port}/callback`));
    });
    await Promise.all(visits);
    assert.deepEqual([...scenarios.keys()].sort(), ['authorization-code-grant', 'authorization-server-metadata-endpoint']);
    assert.deepEqual(failures(scenarios), [], output);
  });

  function signIn(url, redirectUri) {
    return authorize(world.browser, url, { redirectUri, signIn: typeUserName('ada') });
  }

  it('finds the server behind the gateway as it is by itself', async () => {
    const client = world.client();
    await client.connect();
    const shim = await startBearerShim(new URL(world.baseUrl).origin, client.credentials.tokens().access_token);
    try {
      const direct = await examine(world.backends['/mcp'].url);
      const through = await examine(`${shim.origin}/mcp`);
      assert.deepEqual(failures(direct.scenarios), [], direct.output);
      assert.deepEqual(verdicts(through.scenarios), verdicts(direct.scenarios), through.output);
    } finally {
      await shim.close();
    }
  });
});

function examine(url) {
  return conformance(['server', '--url', url, '--suite', 'all', '--spec-version', '2025-11-25']);
}

function failures(scenarios) {
  return Object.entries(verdicts(scenarios)).filter(([, verdict]) => verdict.includes('FAILURE'));
}
