import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../harness/http.mjs';
import { ping } from '../harness/mcp-client.mjs';
import { withoutProduct, withoutOpenssl } from '../harness/prerequisites.mjs';
import { SDK_1, SDK_2 } from '../harness/sdks.mjs';
import { openWorld } from '../harness/world.mjs';
import { startBackend2026 } from '../servers/backend-2026.mjs';
import { DOCUMENT_HOST, startDocumentHost } from '../servers/document-host.mjs';

/** Each SDK with the server of its own revision: with sessions, and without. */
const SDKS = [
  { sdk: SDK_1, sdkName: 'SDK 1', resource: '/mcp' },
  { sdk: SDK_2, sdkName: 'SDK 2', resource: '/mcp-2026' },
];

/** How a client makes itself known: by registration, or by a document with or without keys. */
const WAYS = [
  { way: 'registered, public', register: { token_endpoint_auth_method: 'none' } },
  { way: 'registered with a secret, basic', register: { token_endpoint_auth_method: 'client_secret_basic' } },
  { way: 'registered with a secret, post', register: { token_endpoint_auth_method: 'client_secret_post' } },
  { way: 'document, public' },
  { way: 'document, RS256 by jwks', algorithm: 'RS256', keys: 'jwks' },
  { way: 'document, RS256 by jwks_uri', algorithm: 'RS256', keys: 'jwks_uri' },
  { way: 'document, ES256 by jwks', algorithm: 'ES256', keys: 'jwks' },
  { way: 'document, ES256 by jwks_uri', algorithm: 'ES256', keys: 'jwks_uri' },
];

const RULES = { tools: [{ name: 'erase', scopes: ['notes:write'] }] };
const AT_ONCE = 8;
const MATRIX = SDKS.flatMap((sdk) => WAYS.map((way) => ({ ...sdk, ...way, name: `${sdk.sdkName}, ${way.way}` })));

describe('every client', { skip: withoutProduct || withoutOpenssl, concurrency: AT_ONCE }, () => {
  let documents;
  let world;
  before(async () => {
    documents = await startDocumentHost();
    world = await openWorld({
      resources: { '/mcp': RULES, '/mcp-2026': { start: startBackend2026, ...RULES } },
      settings: {
        access_token_expiry_seconds: 4,
        tls: { trust_certificates: documents.authority },
        cimd: { allowed_private_hosts: [DOCUMENT_HOST] },
      },
    });
  });
  after(async () => {
    await world?.close();
    await documents?.close();
  });

  for (const cell of MATRIX) {
    describe(cell.name, { concurrency: 1 }, () => {
      let client;
      let identity;
      before(() => {
        identity = identityOf(cell, documents);
        client = world.client({ ...cell, identity, plain: provesItself(cell) });
      });

      it(`${cell.name}: signs in and is greeted by name`, async () => {
        await client.connect();
        assert.equal(await client.callTool('whoami'), 'Hello Ada Lovelace (ada, ada@example.com)');
        assertKnownAs({ ...cell, identity }, client, documents);
      });

      it(`${cell.name}: refreshes by itself once its token has expired`, async () => {
        const { access_token: expiring, refresh_token: used } = client.credentials.tokens();
        await eventually('the token has expired', async () => (await send(cell, expiring)).status === 401);
        const before = refreshes(client).length;
        assert.equal(await client.callTool('whoami'), 'Hello Ada Lovelace (ada, ada@example.com)');
        assert.ok(refreshes(client).length > before, 'the token endpoint saw no refresh');
        assert.notEqual(client.credentials.tokens().refresh_token, used);
        assert.equal(client.credentials.authorizations, 1);
      });

      it(`${cell.name}: is refused at once after its grant was revoked`, async () => {
        await client.refresh();
        const { access_token: accessToken } = client.credentials.tokens();
        if (provesItself(cell)) assert.equal(await client.revoke({ proven: false }), 401);
        assert.notEqual((await send(cell, accessToken)).status, 401);
        assert.equal(await client.revoke(), 200);
        const refused = await send(cell, accessToken);
        assert.equal(refused.status, 401);
        assert.match(refused.headers.get('www-authenticate'), /error="invalid_token"/);
        await assert.rejects(client.callTool('whoami'), cell.sdk.UnauthorizedError);
        assert.equal(client.credentials.tokens(), undefined);
      });
    });
  }

  it('SDK 1: asks for more once a tool needs it, when its application tells it to', async () => {
    const client = world.client({ ...SDKS[0], plain: true });
    await client.connect();
    const before = refreshes(client).length;
    // It answers the 403 with a refresh, which by RFC 6749 gives no more than before, and then gives up.
    await assert.rejects(client.callTool('erase'), /403/);
    assert.equal(refreshes(client).length, before + 1);
    await client.askFor(`${client.credentials.tokens().scope} notes:write`);
    await assertErases(client);
  });

  it('SDK 2: asks for more once a tool needs it, by itself', async () => {
    const client = world.client({ ...SDKS[1], plain: true });
    await client.connect();
    await assert.rejects(client.callTool('erase'), SDK_2.UnauthorizedError);
    await client.stepUp();
    await assertErases(client);
  });

  async function assertErases(client) {
    assert.equal(client.credentials.authorizations, 2);
    assert.match(client.credentials.tokens().scope, /\bnotes:write\b/);
    assert.equal(await client.callTool('erase'), 'Erased for Hello Ada Lovelace (ada, ada@example.com)');
    assert.equal(await client.callTool('whoami'), 'Hello Ada Lovelace (ada, ada@example.com)');
  }

  /** One request that no SDK repairs. */
  const send = ({ resource }, accessToken) => ping(`${world.baseUrl}${resource}`, accessToken);
});

/** Publishes what a client needs to be known by its document. */
function identityOf({ name, sdk, register, algorithm, keys }, documents) {
  if (register) return { metadata: register };
  const folder = `/${name.replace(/\W+/g, '-')}`;
  const common = { client_name: 'E2E client', redirect_uris: ['http://127.0.0.1/callback'] };
  if (!keys) {
    const publicOne = (url) => ({ client_id: url, ...common, token_endpoint_auth_method: 'none' });
    return { clientMetadataUrl: documents.publish(`${folder}/client.json`, publicOne) };
  }
  const { privateKey, set } = keyPair(algorithm);
  const published = keys === 'jwks' ? { jwks: set } : { jwks_uri: documents.publish(`${folder}/jwks.json`, () => set) };
  const clientMetadataUrl = documents.publish(`${folder}/client.json`, (url) => ({
    client_id: url,
    ...common,
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: algorithm,
    ...published,
  }));
  const [issuer, subject, alg] = [clientMetadataUrl, clientMetadataUrl, algorithm];
  const addClientAuthentication = sdk.createPrivateKeyJwtAuth({ issuer, subject, privateKey, alg });
  return { clientMetadataUrl, addClientAuthentication, jwksUri: published.jwks_uri };
}

function keyPair(alg) {
  const pair = alg === 'RS256' ? ['rsa', { modulusLength: 2048 }] : ['ec', { namedCurve: 'P-256' }];
  const { privateKey, publicKey } = generateKeyPairSync(...pair);
  const named = { kid: 'e2e', alg, use: 'sig' };
  const set = { keys: [{ ...publicKey.export({ format: 'jwk' }), ...named }] };
  return { privateKey: { ...privateKey.export({ format: 'jwk' }), ...named }, set };
}

function assertKnownAs({ register, algorithm, identity }, client, documents) {
  const { client: known } = client.credentials;
  const registrations = client.posts.filter(({ path }) => path === '/register');
  if (register) {
    assert.deepEqual(registrations.map(({ status }) => status), [201]);
    assert.equal(known.token_endpoint_auth_method, register.token_endpoint_auth_method);
    assert.equal(known.client_secret === undefined, register.token_endpoint_auth_method === 'none');
    return;
  }
  assert.deepEqual(registrations, []);
  assert.equal(known.client_id, identity.clientMetadataUrl);
  assert.equal(documents.asked(identity.clientMetadataUrl), 1);
  const assertions = client.posts.map(({ form }) => form.client_assertion && header(form.client_assertion).alg);
  assert.deepEqual(new Set(assertions), new Set([algorithm]));
  if (identity.jwksUri) assert.equal(documents.asked(identity.jwksUri), 1);
}

function header(jwt) {
  return JSON.parse(Buffer.from(jwt.split('.')[0], 'base64url'));
}

function refreshes({ posts }) {
  return posts.filter(({ form, status }) => form.grant_type === 'refresh_token' && status === 200);
}

function provesItself({ register, keys }) {
  return keys !== undefined || (register !== undefined && register.token_endpoint_auth_method !== 'none');
}
