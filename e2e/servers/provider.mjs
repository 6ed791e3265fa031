import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';
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
 */
export async function startProvider({ redirectUri, accessTokens = 'opaque', accessTokenSeconds = 3600 }) {
  const http = await listen();
  const client = {
    client_id: 'oidc-proxy',
    client_secret: randomBytes(24).toString('base64url'),
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_basic',
  };
  const provider = new Provider(http.origin, configuration({ client, accessTokens, accessTokenSeconds }));
  const seen = observe(provider);
  const protocol = provider.callback();
  http.server.on('request', (request, response) =>
    request.url.startsWith('/interaction/') ? login(provider, request, response) : protocol(request, response));
  return {
    issuer: http.origin,
    configUrl: `${http.origin}/.well-known/openid-configuration`,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    audience: accessTokens === 'jwt' ? RESOURCE : undefined,
    seen,
    close: http.close,
  };
}

function configuration({ client, accessTokens, accessTokenSeconds }) {
  return {
    clients: [client],
    jwks: { keys: [signingKey()] },
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
    rotateRefreshToken: () => true,
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
      resourceIndicators: accessTokens === 'jwt' ? jwtAccessTokens(accessTokenSeconds) : { enabled: false },
    },
  };
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'provider-1' };
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

function observe(provider) {
  const seen = { authorizations: [], grants: [], revokedGrants: 0 };
  provider.on('authorization.success', ({ oidc }) => seen.authorizations.push({ ...oidc.params }));
  provider.on('grant.success', ({ oidc }) => seen.grants.push(oidc.params.grant_type));
  provider.on('grant.revoked', () => seen.revokedGrants++);
  provider.on('server_error', (_, error) => console.error('provider:', error));
  return seen;
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
