import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { eventually } from '../harness/http.mjs';
import { withoutProduct } from '../harness/prerequisites.mjs';
import { openWorld } from '../harness/world.mjs';
import { startBackend } from '../servers/backend.mjs';

/** base_url with a path, two resources, a stateless backend, and a provider whose JWT access tokens live for seconds. */
describe('a grant', { skip: withoutProduct }, () => {
  let world;
  before(async () => {
    world = await openWorld({
      path: '/behind/a/path',
      provider: { accessTokens: 'jwt', accessTokenSeconds: 4 },
      resources: {
        '/mcp': { start: () => startBackend({ stateless: true }) },
        '/api': { identity: 'upstream_token' },
      },
    });
  });
  after(() => world?.close());

  it('keeps the upstream token fresh behind the client, whose own token stays', async () => {
    const client = world.client({ resource: '/api', user: 'noel' });
    await client.connect();
    const first = payload(await client.callTool('bearer'));
    assert.equal(first.sub, 'noel');
    await eventually('the upstream token has expired', () => Date.now() / 1000 > first.exp + 1);
    const next = payload(await client.callTool('bearer'));
    assert.ok(next.exp > Date.now() / 1000, 'the backend got an expired token');
    assert.notEqual(next.jti, first.jti);
    assert.equal(client.credentials.savedTokens.length, 1);
  });

  describe('revoked by its client', () => {
    let client;
    before(async () => {
      client = world.client({ user: 'noel', javaScriptEnabled: false });
      await client.connect();
    });

    it('worked until then, without JavaScript and without sessions', async () => {
      assert.equal(await client.callTool('whoami'), 'Hello Noël Ångström (noel, noel@example.com)');
      assert.equal(client.sessionId, undefined);
    });

    it('opens one resource only', async () => {
      const { access_token: accessToken } = client.credentials.tokens();
      assert.equal((await world.ping('/mcp', accessToken)).status, 200);
      assert.equal((await world.ping('/api', accessToken)).status, 401);
    });

    it('is refused at once', async () => {
      const { access_token: accessToken } = client.credentials.tokens();
      assert.equal(await client.revoke(), 200);
      const refused = await world.ping('/mcp', accessToken);
      assert.equal(refused.status, 401);
      assert.match(refused.headers.get('www-authenticate'), /error="invalid_token"/);
    });

    it('sends the client back to the person', async () => {
      await assert.rejects(client.callTool('whoami'), UnauthorizedError);
      assert.equal(client.credentials.tokens(), undefined);
      assert.equal(client.credentials.authorizations, 2);
    });

    it('is revoked at the provider too', () =>
      eventually('the provider saw a revocation', () => world.provider.seen.revokedGrants > 0));
  });
});

function payload(bearer) {
  return JSON.parse(Buffer.from(bearer.split('.')[1], 'base64url'));
}
