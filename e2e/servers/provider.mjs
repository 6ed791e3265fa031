import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';
import { listen } from '../harness/http.mjs';

/** The people who can sign in; the key is what is typed into the login page. */
export const PEOPLE = {
  ada: person('Ada Lovelace', 'ada@example.com'),
  noel: person('Noël Ångström', 'noel@example.com'),
};

function person(name, email) {
  return { name, preferred_username: name, email, email_verified: true };
}

const RESOURCE = 'https://api.example.com/';
const SCOPE = 'openid profile email offline_access notes:write';

/**
 * An OpenID provider with one confidential client: the proxy.
 *
 * @param {object} options
 * @param {string} options.redirectUri where the proxy receives the callback
 * @param {'opaque' | 'jwt'} [options.accessTokens] what its access tokens look like
 * @param {number} [options.accessTokenSeconds] how long they live
 * @param {boolean} [options.rotates] whether each refresh ends the refresh token
 * @param {boolean} [options.pushed] whether authorization requests must be pushed (RFC 9126)
 * @param {boolean} [options.keyed] whether the proxy has a key instead of a secret (private_key_jwt)
 * @param {string[]} [options.without] fields that its discovery document lacks
 * @param {object} [options.settings] keys of the proxy's section `provider` beyond the usual ones
 */
export async function startProvider({ redirectUri, keyed = false, settings = {}, ...options }) {
  const http = await listen();
  const { credentials, secret, metadata } = keyed ? withKey() : withSecret();
  const client = {
    client_id: 'oidc-proxy',
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    ...metadata,
  };
  const constant = configuration({ client, ...options });
  const seen = { authorizations: [], grants: [], revokedGrants: 0, clientAuthentications: new Set() };
  let current = new Instance(http.origin, constant, seen, options);
  http.server.on('request', (request, response) => current.answer(request, response));
  return {
    issuer: http.origin,
    configUrl: `${http.origin}/.well-known/openid-configuration`,
    clientId: client.client_id,
    clientSecret: secret,
    audience: options.accessTokens === 'jwt' ? RESOURCE : undefined,
    settings: { ...credentials, ...settings },
    seen,
    /** From now on it signs with another key and publishes no other; all it has issued stays. */
    rotateKey: () => (current = new Instance(http.origin, constant, seen, options)),
    close: http.close,
  };
}

function withSecret() {
  const secret = randomBytes(24).toString('base64url');
  return { secret, credentials: {}, metadata: { client_secret: secret, token_endpoint_auth_method: 'client_secret_basic' } };
}

function withKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const method = 'private_key_jwt';
  return {
    credentials: { token_endpoint_auth_method: method, private_key: privateKey.export({ format: 'pem', type: 'pkcs8' }) },
    metadata: {
      token_endpoint_auth_method: method,
      token_endpoint_auth_signing_alg: 'ES256',
      jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' }] },
    },
  };
}

/** The provider with one signing key. What it has issued is kept by the adapter, for the instances that follow. */
class Instance {
  #provider;
  #protocol;

  constructor(origin, constant, seen, { without = [] }) {
    this.#provider = new Provider(origin, { ...constant, jwks: { keys: [signingKey()] } });
    this.#provider.use(async (context, next) => {
      await next();
      if (context.oidc?.route === 'discovery') for (const field of without) delete context.body[field];
    });
    observe(this.#provider, seen);
    this.#protocol = this.#provider.callback();
  }

  answer(request, response) {
    if (request.url.startsWith('/interaction/')) login(this.#provider, request, response);
    else this.#protocol(request, response);
  }
}

function configuration({ client, accessTokens = 'opaque', accessTokenSeconds = 3600, rotates = true, pushed = false }) {
  return {
    clients: [client],
    adapter: createMemoryAdapter(),
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
    },
    scopes: SCOPE.split(' '),
    conformIdTokenClaims: false,
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...PEOPLE[sub] }) }),
    pkce: { required: () => true },
    issueRefreshToken: () => true,
    rotateRefreshToken: () => rotates,
    expiresWithSession: () => false,
    loadExistingGrant: grantEverything,
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: 60,
      IdToken: 3600,
      RefreshToken: 86_400,
      Interaction: 600,
      Session: 3600,
      Grant: 86_400,
    },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: pushed },
      resourceIndicators: accessTokens === 'jwt' ? jwtAccessTokens(accessTokenSeconds) : { enabled: false },
    },
  };
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(8).toString('hex') };
}

function jwtAccessTokens(accessTokenTTL) {
  return {
    enabled: true,
    defaultResource: () => RESOURCE,
    useGrantedResource: () => true,
    getResourceServerInfo: () => ({
      scope: SCOPE,
      audience: RESOURCE,
      accessTokenFormat: 'jwt',
      accessTokenTTL,
      jwt: { sign: { alg: 'RS256' } },
    }),
  };
}

/** The proxy is a first-party client here: whoever signs in has agreed. Consent per MCP client is the proxy's business. */
async function grantEverything({ oidc }) {
  const known = oidc.session.grantIdFor(oidc.client.clientId);
  const found = known && (await oidc.provider.Grant.find(known));
  if (found) return found;
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope(SCOPE);
  grant.addResourceScope(RESOURCE, SCOPE);
  await grant.save();
  return grant;
}

function observe(provider, seen) {
  provider.on('authorization.success', ({ oidc }) => seen.authorizations.push({ ...oidc.params }));
  provider.on('grant.success', ({ oidc }) => {
    seen.grants.push(oidc.params.grant_type);
    seen.clientAuthentications.add(oidc.client.clientAuthMethod);
  });
  provider.on('grant.revoked', () => seen.revokedGrants++);
  provider.on('server_error', (_, error) => console.error('provider:', error));
}

async function login(provider, request, response) {
  try {
    if (request.method === 'POST') {
      const username = new URLSearchParams(await text(request)).get('username');
      const result = PEOPLE[username]
        ? { login: { accountId: username } }
        : { error: 'access_denied', error_description: 'unknown user' };
      await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    } else {
      await provider.interactionDetails(request, response);
      response.setHeader('content-type', 'text/html; charset=utf-8').end(LOGIN_PAGE);
    }
  } catch (error) {
    response.writeHead(400, { 'content-type': 'text/plain' }).end(error.error ?? 'error');
  }
}

const LOGIN_PAGE = `<!doctype html><html lang="en"><title>Provider login</title>
<form method="post"><label>User name <input name="username" required autofocus></label> <button>Sign in</button></form></html>`;
