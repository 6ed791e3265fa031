import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { authorize, typeUserName } from '../harness/browser.mjs';
import { conformance, verdicts } from '../harness/conformance.mjs';
import { freePort } from '../harness/http.mjs';
import { withoutProduct } from '../harness/prerequisites.mjs';
import { openWorld } from '../harness/world.mjs';
import { startBearerShim } from '../servers/bearer-shim.mjs';
import { startConformanceServer } from '../servers/conformance-server.mjs';
import { startConformanceServer2026 } from '../servers/conformance-server-2026.mjs';

const CLIENT = { client_id: 'conformance', name: 'Conformance suite', redirect_uris: ['http://127.0.0.1/callback'] };

describe('the MCP conformance suite', { skip: withoutProduct }, () => {
  let world;
  before(async () => {
    world = await openWorld({
      resources: {
        '/mcp': { start: startConformanceServer },
        '/mcp-2026': { start: startConformanceServer2026 },
      },
      settings: { static_clients: [CLIENT] },
    });
  });
  after(() => world?.close());

  it('passes every check of its authorization mode', async () => {
    const port = await freePort();
    const visits = [];
    const { scenarios, output } = await conformance(authorizationMode(port), (line) => {
      if (line.startsWith(`${world.baseUrl}/`)) visits.push(signIn(line, `http://127.0.0.1:${port}/callback`));
    });
    await Promise.all(visits);
    assert.deepEqual([...scenarios.keys()].sort(), ['authorization-code-grant', 'authorization-server-metadata-endpoint']);
    assert.deepEqual(failures(scenarios), [], output);
  });

  function authorizationMode(port) {
    const client = ['--client-id', CLIENT.client_id, '--resource', `${world.baseUrl}/mcp`, '--port', String(port)];
    return ['authorization', '--url', world.baseUrl, ...client];
  }

  function signIn(url, redirectUri) {
    return authorize(world.browser, url, { redirectUri, signIn: typeUserName('ada') });
  }

  for (const [revision, resource] of [['2025-11-25', '/mcp'], ['2026-07-28', '/mcp-2026']]) {
    it(`finds a server of ${revision} behind the gateway as it is by itself`, async () => {
      const accessToken = await world.accessToken(resource);
      const shim = await startBearerShim(new URL(world.baseUrl).origin, accessToken);
      try {
        const direct = await examine(world.backends[resource].url, revision);
        const through = await examine(`${shim.origin}${resource}`, revision);
        assert.deepEqual(failures(direct.scenarios), [], direct.output);
        assert.deepEqual(verdicts(through.scenarios), verdicts(direct.scenarios), through.output);
      } finally {
        await shim.close();
      }
    });
  }
});

function examine(url, revision) {
  return conformance(['server', '--url', url, '--suite', 'all', '--spec-version', revision]);
}

function failures(scenarios) {
  return Object.entries(verdicts(scenarios)).filter(([, verdict]) => verdict.includes('FAILURE'));
}
