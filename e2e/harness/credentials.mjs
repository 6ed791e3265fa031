import { randomBytes } from 'node:crypto';

/** The SDKs' OAuthClientProvider: what a client remembers of an authorization server. */
export class Credentials {
  authorizations = 0;
  savedTokens = [];

  /**
   * @param {string} redirectUri
   * @param {object} [identity]
   * @param {string} [identity.clientMetadataUrl] where the client's document is; without it the client registers
   * @param {Function} [identity.addClientAuthentication] how it proves itself, when not as it registered
   * @param {object} [identity.metadata] members of its registration beyond the usual ones
   */
  constructor(redirectUri, { clientMetadataUrl, addClientAuthentication, metadata } = {}) {
    this.redirectUrl = redirectUri;
    this.clientMetadataUrl = clientMetadataUrl;
    if (addClientAuthentication) this.addClientAuthentication = addClientAuthentication;
    this.clientMetadata = {
      client_name: 'E2E client',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      ...metadata,
    };
  }

  state() {
    return (this.expectedState = randomBytes(16).toString('base64url'));
  }
  clientInformation() {
    return this.client;
  }
  saveClientInformation(client) {
    this.client = client;
  }
  tokens() {
    return this.currentTokens;
  }
  saveTokens(tokens) {
    this.currentTokens = tokens;
    this.savedTokens.push(tokens);
  }
  codeVerifier() {
    return this.verifier;
  }
  saveCodeVerifier(verifier) {
    this.verifier = verifier;
  }
  discoveryState() {
    return this.discovery;
  }
  saveDiscoveryState(discovery) {
    this.discovery = discovery;
  }
  redirectToAuthorization(url) {
    this.authorizations++;
    this.authorizationUrl = url;
  }
  invalidateCredentials(scope) {
    if (scope === 'all' || scope === 'client') this.client = undefined;
    if (scope === 'all' || scope === 'tokens') this.currentTokens = undefined;
    if (scope === 'all' || scope === 'verifier') this.verifier = undefined;
    if (scope === 'all' || scope === 'discovery') this.discovery = undefined;
  }
}
