import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../harness/http.mjs';
import { withoutLauncher } from '../harness/prerequisites.mjs';
import { openWorld } from '../harness/world.mjs';

const ACCESS_TOKEN_SECONDS = 4;

/** The proxy asks for keys it does not know at most this often. */
const KEYS_ASKED_AGAIN_MILLIS = 31_000;

const OPTIONAL = [
  'userinfo_endpoint', 'revocation_endpoint', 'pushed_authorization_request_endpoint', 'scopes_supported', 'claims_supported',
  'grant_types_supported', 'response_modes_supported', 'code_challenge_methods_supported', 'token_endpoint_auth_methods_supported',
  'authorization_response_iss_parameter_supported',
];

const MANDATORY = ['response_types_supported', 'subject_types_supported', 'id_token_signing_alg_values_supported'];

const VARIANTS = {
  'whose refresh tokens rotate, and whose access tokens nobody can read': { rotates: true, accessTokens: 'opaque' },
  'whose refresh tokens stay, and whose access tokens are JWTs': { rotates: false, accessTokens: 'jwt' },
  'that takes pushed authorization requests only': { pushed: true },
  'that knows the proxy by its key': { keyed: true, pushed: true },
  'whose discovery document has only what it must have': { without: OPTIONAL },
  'whose discovery document lacks what it must have': {
    accessTokens: 'jwt', without: [...OPTIONAL, ...MANDATORY], settings: { strict: false },
  },
};

/** One way of being a provider after the other: sign in, call, refresh twice, give the grant back. */
describe('a provider', { skip: withoutLauncher, concurrency: 2 }, () => {
  // First, because it mostly waits.
  describe('that changes its signing key', { concurrency: 1 }, () => {
    let world;
    let client;
    let asked;
    before(async () => {
      world = await open({ accessTokens: 'jwt' });
      asked = Date.now();
      client = world.client();
    });
    after(() => world?.close());

    it('that changes its signing key, signs people in before', async () => {
      await client.connect();
      assert.equal(await client.callTool('whoami'), GREETING);
    });

    it('that changes its signing key, signs people in who were on their way, and goes on with the others', async () => {
      await eventually('keys may be asked for again', () => Date.now() - asked > KEYS_ASKED_AGAIN_MILLIS, 2 * KEYS_ASKED_AGAIN_MILLIS);
      const midway = world.client({ user: 'noel', beforeLogin: () => world.provider.rotateKey() });
      await midway.connect();
      assert.match(await midway.callTool('whoami'), /^Hello Noël Ångström/);
      await refreshed(world, client, 1);
    });
  });

  for (const [what, options] of Object.entries(VARIANTS)) {
    describe(what, { concurrency: 1 }, () => {
      let world;
      let client;
      before(async () => {
        world = await open(options);
        client = world.client();
      });
      after(() => world?.close());

      it(`${what}, signs people in who then call a tool`, async () => {
        await client.connect();
        assert.equal(await client.callTool('whoami'), GREETING);
      });

      it(`${what}, is asked in the way it wants`, () => {
        const { authorizations, clientAuthentications } = world.provider.seen;
        assert.equal(authorizations.length, 1);
        assert.equal(authorizations[0].code_challenge_method, 'S256');
        assert.deepEqual([...clientAuthentications], [options.keyed ? 'private_key_jwt' : 'client_secret_basic']);
        const atProvider = client.way.find((url) => url.startsWith(`${world.provider.issuer}/auth?`));
        const sent = [...new URL(atProvider).searchParams.keys()].sort();
        if (options.pushed) assert.deepEqual(sent, ['client_id', 'request_uri']);
        else assert.ok(sent.includes('code_challenge'));
      });

      it(`${what}, refreshes what has run out, and once more`, async () => {
        for (const refreshes of [1, 2]) await refreshed(world, client, refreshes);
      });

      const told = options.without ? 'has no part in it' : 'is told';
      it(`${what}, ${told} when the grant is given back`, async () => {
        assert.equal(await client.revoke(), 200);
        if (!options.without) await eventually('the provider ends the grant', () => world.provider.seen.revokedGrants > 0);
      });
    });
  }
});

const GREETING = 'Hello Ada Lovelace (ada, ada@example.com)';

function open(provider) {
  return openWorld({ plain: true, provider: { accessTokenSeconds: ACCESS_TOKEN_SECONDS, ...provider } });
}

/** The client's refresh is one at the provider only when the provider's token has little life left. */
async function refreshed(world, client, refreshes) {
  const ofProvider = () => world.provider.seen.grants.filter((grant) => grant === 'refresh_token').length;
  const { refresh_token: used } = client.credentials.tokens();
  await eventually('the provider is asked', async () => {
    await client.refresh();
    return ofProvider() >= refreshes;
  });
  assert.notEqual(client.credentials.tokens().refresh_token, used);
  assert.equal(await client.callTool('whoami'), GREETING);
  assert.equal(client.credentials.authorizations, 1);
}
