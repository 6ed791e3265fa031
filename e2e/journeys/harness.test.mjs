import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { openBrowser, typeUserName } from '../harness/browser.mjs';
import { listen } from '../harness/http.mjs';
import { McpClient } from '../harness/mcp-client.mjs';
import { withoutBrowser } from '../harness/prerequisites.mjs';
import { startBackend } from '../servers/backend.mjs';
import { startProvider } from '../servers/provider.mjs';

/** What the journeys stand on, without the product: a failure here is the harness's own. */
describe('the harness without the proxy', { skip: withoutBrowser }, () => {
  let browser;
  before(async () => (browser = await openBrowser()));
  after(() => browser?.close());

  for (const accessTokens of ['opaque', 'jwt']) {
    it(`the provider signs a person in and issues ${accessTokens} access tokens`, async () => {
      const relyingParty = await listen((_, response) => response.end('signed in'));
      const redirectUri = `${relyingParty.origin}/auth/callback`;
      const provider = await startProvider({ redirectUri, accessTokens });
      try {
        const tokens = await signInDirectly(browser, provider, redirectUri);
        const identity = payload(tokens.id_token);
        assert.equal(identity.iss, provider.issuer);
        assert.equal(identity.name, 'Ada Lovelace');
        assert.equal(identity.email, 'ada@example.com');
        assert.ok(tokens.refresh_token);
        assert.equal(tokens.access_token.split('.').length === 3, accessTokens === 'jwt');
        if (accessTokens === 'jwt') assert.equal(payload(tokens.access_token).aud, provider.audience);
      } finally {
        await provider.close();
        await relyingParty.close();
      }
    });
  }

  for (const stateless of [false, true]) {
    it(`the ${stateless ? 'stateless' : 'stateful'} backend streams progress and knows nobody by itself`, async () => {
      const backend = await startBackend({ stateless });
      const client = new McpClient(backend.url);
      try {
        await client.connect();
        const progress = [];
        assert.equal(await client.callTool('count', { to: 3, pauseMillis: 5 }, (p) => progress.push(p.progress)), 'counted to 3');
        assert.deepEqual(progress, [1, 2, 3]);
        assert.equal(await client.callTool('whoami'), 'Hello nobody (no subject, no email)');
      } finally {
        await client.close();
        await backend.close();
      }
    });
  }
});

async function signInDirectly(browser, provider, redirectUri) {
  const metadata = await (await fetch(provider.configUrl)).json();
  const verifier = randomBytes(32).toString('base64url');
  const page = await browser.newPage();
  await page.goto(`${metadata.authorization_endpoint}?${new URLSearchParams({
    response_type: 'code',
    client_id: provider.clientId,
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })}`);
  await typeUserName('ada')(page);
  await page.waitForURL((url) => url.href.startsWith(redirectUri));
  const code = new URL(page.url()).searchParams.get('code');
  await page.close();
  const answer = await fetch(metadata.token_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${provider.clientId}:${provider.clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }),
  });
  assert.equal(answer.status, 200);
  return answer.json();
}

function payload(jwt) {
  return JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url'));
}
