package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.application.jwt.Jwks;
import dev.oidcproxy.application.jwt.JwtVerifier;
import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.Scheduler;
import dev.oidcproxy.domain.port.Subscription;
import dev.oidcproxy.domain.port.TokenExchange;
import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.client.ClientAuthenticator;
import dev.oidcproxy.provider.oidc.client.ClientMeans;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.Person;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * The relying party (OpenID Connect Core): every OpenID provider is this class and an {@link
 * OidcProfile}. It asks the provider for nothing before it is used.
 */
public final class OidcProvider implements IdentityProvider {

  private final OidcProfile profile;
  private final Scopes scopes;
  private final InstantSource clock;
  private final Discovery discovery;
  private final Readiness readiness;
  private final TokenEndpoint tokenEndpoint;
  private final IdTokenVerifier idTokens;
  private final AccessTokens accessTokens;
  private final Userinfo userinfo;
  private final Duration longest;

  /** As below, without a keyring. */
  public OidcProvider(
      OidcProfile profile,
      HttpTransport transport,
      InstantSource clock,
      Optional<TokenVerifier> verifier) {
    this(profile, transport, clock, verifier, ClientMeans.withoutKeyring());
  }

  /**
   * @param verifier verifies access tokens in place of the profile, and says what they need
   * @param means what it takes to authenticate at the provider
   */
  public OidcProvider(
      OidcProfile profile,
      HttpTransport transport,
      InstantSource clock,
      Optional<TokenVerifier> verifier,
      ClientMeans means) {
    if (profile.settings().tokenVerifier().isPresent() && verifier.isEmpty()) {
      throw new IllegalArgumentException("provider.token_verifier names one, and there is none");
    }
    Duration timeout = profile.settings().timeout();
    this.profile = profile;
    this.clock = clock;
    this.scopes =
        new Scopes(
            verifier.map(TokenVerifier::requiredScopes).orElse(profile.settings().requiredScopes()),
            profile.scopes());
    ProviderHttp http = new ProviderHttp(transport, timeout);
    this.discovery = new Discovery(profile, http, clock);
    Jwks keys = new Jwks(discovery::keys, transport, timeout, clock);
    ClientAuthenticator client = profile.authenticator(means, clock);
    this.readiness = new Readiness(profile.name(), discovery, keys, client);
    this.tokenEndpoint =
        new TokenEndpoint(
            profile, scopes, new ProviderHttp(client.over(transport), timeout), client);
    JwtVerifier jwts = new JwtVerifier(keys, clock);
    this.idTokens = new IdTokenVerifier(profile, jwts);
    this.accessTokens = new AccessTokens(profile, scopes, jwts, verifier);
    this.userinfo = new Userinfo(profile, http);
    Duration check = verifier.map(TokenVerifier::longestCheck).orElse(timeout);
    this.longest = timeout.multipliedBy(4).plus(check);
  }

  /**
   * Keeps metadata and keys fresh in the background until closed, so that no login waits for them,
   * and a provider that was down is found again.
   */
  public Subscription start(Scheduler scheduler) {
    return readiness.watch(scheduler);
  }

  @Override
  public String name() {
    return profile.name();
  }

  @Override
  public Set<Scope> requiredScopes() {
    return scopes.required();
  }

  @Override
  public URI loginUri(LoginRequest request) {
    return new LoginUri(profile, scopes, tokenEndpoint).of(discovery.metadata(), request);
  }

  @Override
  public Login complete(CallbackParameters answer, LoginRequest sent) {
    ProviderMetadata provider = readiness.ready();
    profile.explain(answer.error().flatMap(e -> answer.errorDescription()));
    provider.accept(answer);
    TokenResponse response = tokenEndpoint.exchange(provider, answer, sent);
    response.noteLifetime(name());
    return profile.plain().isPresent()
        ? told(response, sent, provider)
        : verified(response, sent, provider);
  }

  private Login verified(TokenResponse response, LoginRequest sent, ProviderMetadata provider) {
    Optional<JsonObject> idToken =
        response
            .idToken()
            .map(token -> idTokens.verify(token, response.accessToken(), sent.nonce(), provider));
    Optional<JsonObject> accessToken = accessTokens.check(response.accessToken(), provider);
    Person person = person(response.accessToken(), idToken, accessToken, provider);
    return new Login(
        person.identity(),
        response.tokens(
            scopes.granted(
                response, sent, accessTokens.scopes(accessToken), accessTokens.named(accessToken)),
            clock.instant()),
        person.claims());
  }

  /** A login at a provider that signs nothing, and is asked. */
  private Login told(TokenResponse response, LoginRequest sent, ProviderMetadata provider) {
    Optional<JsonObject> accessToken = accessTokens.check(response.accessToken(), provider);
    Userinfo.Told told =
        userinfo.ask(response.accessToken(), provider).orElseThrow(OidcProvider::nobody);
    TokenResponse granted = told.granted().map(response::granting).orElse(response);
    return new Login(
        told.person().identity(),
        granted.tokens(
            scopes.granted(
                granted, sent, accessTokens.scopes(accessToken), accessTokens.named(accessToken)),
            clock.instant()),
        told.person().claims());
  }

  @Override
  public Refreshed refresh(UpstreamTokens current, Set<Scope> scope) {
    ProviderMetadata provider = readiness.ready();
    TokenResponse response =
        tokenEndpoint.refresh(provider, current, scopes.toRefresh(current, scope));
    try {
      Optional<JsonObject> accessToken = accessTokens.check(response.accessToken(), provider);
      UpstreamTokens tokens =
          response.tokens(
              current,
              scopes.granted(
                  response,
                  current,
                  accessTokens.scopes(accessToken),
                  accessTokens.named(accessToken)),
              clock.instant());
      return seenAnew(response, current, provider)
          .map(person -> new Refreshed(tokens, Optional.of(person.identity()), person.claims()))
          .orElseGet(() -> new Refreshed(tokens, Optional.empty()));
    } catch (UpstreamException e) {
      // Keys may be newer than those at hand: the one exchange is spent, its refresh token is not.
      throw response
          .refreshToken()
          .<UpstreamException>map(token -> new UpstreamException.Unverified(e, token))
          .orElse(e);
    }
  }

  /** For metadata, keys, the answer and newer keys to verify it with; and for a verifier. */
  @Override
  public Duration longestExchange() {
    return longest;
  }

  @Override
  public Optional<TokenExchange> tokenExchange() {
    return profile
        .exchange()
        .map(how -> new OnBehalfOf(profile, how, discovery, tokenEndpoint, clock));
  }

  @Override
  public void revoke(UpstreamTokens tokens) {
    tokenEndpoint.revoke(discovery.metadata(), tokens);
  }

  @Override
  public Health check() {
    return readiness.check();
  }

  private Person person(
      Secret accessToken,
      Optional<JsonObject> idToken,
      Optional<JsonObject> accessTokenClaims,
      ProviderMetadata provider) {
    if (idToken.isEmpty() && scopes.needIdToken(profile)) {
      throw new UpstreamException.Rejected(
          "there is no ID token: openid must be among the required scopes, and reach the provider");
    }
    return idToken
        .flatMap(claims -> profile.identity().of(provider.issuer(), claims))
        .or(() ->
            accessTokenClaims.flatMap(claims -> profile.identity().of(provider.issuer(), claims)))
        .or(() -> userinfo.ask(accessToken, provider).map(Userinfo.Told::person))
        .orElseThrow(OidcProvider::nobody);
  }

  private static UpstreamException.Rejected nobody() {
    return new UpstreamException.Rejected("nothing the provider sent says who it is");
  }

  /** Who a refreshed ID token says it is; nobody when there is none before it to compare it to. */
  private Optional<Person> seenAnew(
      TokenResponse response, UpstreamTokens before, ProviderMetadata provider) {
    if (response.idToken().isEmpty() || before.idToken().isEmpty()) {
      return Optional.empty();
    }
    JsonObject claims =
        idTokens.verifyRefreshed(
            response.idToken().get(), response.accessToken(), before.idToken().get(), provider);
    return profile.identity().of(provider.issuer(), claims);
  }
}
