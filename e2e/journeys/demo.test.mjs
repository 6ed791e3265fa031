import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { authorize, openBrowser } from '../harness/browser.mjs';
import { McpClient, ping } from '../harness/mcp-client.mjs';
import { withoutProduct } from '../harness/prerequisites.mjs';
import { demo } from '../harness/proxy.mjs';

describe('a stranger with the demo', { skip: withoutProduct }, () => {
  const opened = [];
  let proxy;
  let client;
  before(async () => {
    proxy = await demo();
    opened.unshift(proxy.stop);
    const browser = await openBrowser();
    opened.unshift(() => browser.close());
    client = new McpClient(proxy.mcpUrl, (url, redirectUri) => authorize(browser, url, { redirectUri, signIn: pickAda }));
    opened.unshift(() => client.close());
  });
  after(async () => {
    for (const close of opened) await close();
  });

  it('picks a user and is greeted by name', async () => {
    await client.connect();
    assert.match(await client.callTool('whoami'), /Ada Lovelace/);
  });

  it('sees a tool work step by step', async () => {
    const arrivals = [];
    await client.callTool('countdown', { count: 3, interval_ms: 400 }, () => arrivals.push(Date.now()));
    const answeredAt = Date.now();
    assert.equal(arrivals.length, 3);
    assert.ok(answeredAt - arrivals[0] > 400, `first progress ${answeredAt - arrivals[0]} ms before the answer`);
  });

  it('stays signed in after a refresh', async () => {
    const before = client.credentials.tokens().access_token;
    await client.refresh();
    assert.notEqual(client.credentials.tokens().access_token, before);
    assert.match(await client.callTool('whoami'), /Ada Lovelace/);
    assert.equal(client.credentials.authorizations, 1);
  });

  it('is signed out by a revocation', async () => {
    const { access_token: accessToken } = client.credentials.tokens();
    assert.equal(await client.revoke(), 200);
    assert.equal((await ping(proxy.mcpUrl, accessToken)).status, 401);
    await assert.rejects(client.callTool('whoami'), UnauthorizedError);
  });
});

async function pickAda(page) {
  await page.getByRole('button', { name: /Ada Lovelace/ }).click();
}
