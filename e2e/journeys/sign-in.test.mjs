import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../harness/http.mjs';
import { withoutProduct } from '../harness/prerequisites.mjs';
import { openWorld } from '../harness/world.mjs';

describe('a client and a person', { skip: withoutProduct }, () => {
  let world;
  let client;
  before(async () => {
    world = await openWorld({ settings: { access_token_expiry_seconds: 4 } });
    client = world.client({ headers: { 'X-Forwarded-User': 'mallory', X_Forwarded_Email: 'mallory@example.com' } });
  });
  after(() => world?.close());

  it('sign in and call a tool that greets the person by name', async () => {
    await client.connect();
    assert.equal(await client.callTool('whoami'), 'Hello Ada Lovelace (ada, ada@example.com)');
  });

  it('meet a consent page that names the client and where the answer goes', () => {
    assert.match(client.visit.consent, /E2E client/);
    assert.match(client.visit.consent, /127\.0\.0\.1/);
    assert.deepEqual(client.visit.complaints, []);
  });

  it('get an answer that names its issuer', () => {
    assert.equal(client.answer.get('iss'), world.baseUrl);
    assert.deepEqual([...client.answer.keys()].sort(), ['code', 'iss', 'state']);
  });

  it('registered as a public client', () => {
    assert.equal(client.credentials.client.token_endpoint_auth_method, 'none');
    assert.equal(client.credentials.client.client_secret, undefined);
  });

  it('keep their tokens from the backend', () => {
    const [headers] = world.backends['/mcp'].requests;
    assert.equal(headers.authorization, undefined);
    assert.equal(headers['x-forwarded-user'], 'ada');
    assert.equal(headers['x_forwarded_email'], undefined);
  });

  it('see progress while the tool still runs', async () => {
    const arrivals = [];
    const answer = await client.callTool('count', { to: 3, pauseMillis: 150 }, () => arrivals.push(Date.now()));
    const answeredAt = Date.now();
    assert.equal(answer, 'counted to 3');
    assert.equal(arrivals.length, 3);
    assert.ok(answeredAt - arrivals[0] > 300, `first progress ${answeredAt - arrivals[0]} ms before the answer`);
  });

  it('go on after the token expired, because the client refreshes by itself', async () => {
    const { access_token: expiring, refresh_token: used } = client.credentials.tokens();
    const refreshedBefore = client.credentials.savedTokens.length;
    await eventually('the token is refused once it has expired', async () => (await world.ping('/mcp', expiring)).status === 401);
    assert.equal(await client.callTool('whoami'), 'Hello Ada Lovelace (ada, ada@example.com)');
    assert.ok(client.credentials.savedTokens.length > refreshedBefore);
    assert.notEqual(client.credentials.tokens().refresh_token, used);
    assert.equal(client.credentials.authorizations, 1);
  });

  it('are told when the person says no', async () => {
    const denied = world.client({ decision: 'deny' });
    await assert.rejects(denied.connect(), /authorization refused: access_denied/);
    assert.equal(denied.answer.get('iss'), world.baseUrl);
    assert.equal(world.provider.seen.authorizations.length, 1);
  });

  it('get the answer of a running tool although the proxy is told to stop', async () => {
    let stopped;
    const answer = await client.callTool('count', { to: 5, pauseMillis: 100 }, () => (stopped ??= world.proxy.stop()));
    assert.equal(answer, 'counted to 5');
    await stopped;
  });
});
