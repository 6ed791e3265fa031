package dev.oidcproxy.domain.port;

import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.grant.ProviderClaims;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.value.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The one upstream identity provider. Every method but {@link #name}, {@link #requiredScopes},
 * {@link #longestExchange} and {@link #tokenExchange} may do I/O and throw {@link
 * dev.oidcproxy.domain.error.UpstreamException}.
 */
public interface IdentityProvider {

  /** What people and logs call it: its brand or, failing that, its host. */
  String name();

  /** What every login asks for and every access token must carry, in our names. */
  Set<Scope> requiredScopes();

  /** Where to send the browser (OpenID Connect Core section 3.1.2.1). */
  URI loginUri(LoginRequest request);

  /**
   * Turns the provider's answer into a verified login: checks {@code iss} and errors, exchanges the
   * code once, verifies the tokens.
   *
   * @throws dev.oidcproxy.domain.error.UpstreamException.Denied when the provider refused
   * @throws dev.oidcproxy.domain.error.UpstreamException.Rejected when the answer does not hold
   * @throws dev.oidcproxy.domain.error.UpstreamException.Unavailable when there was no usable
   *     answer
   */
  Login complete(CallbackParameters answer, LoginRequest sent);

  /**
   * New tokens for old (RFC 6749 section 6).
   *
   * @throws dev.oidcproxy.domain.error.UpstreamException.GrantEnded only when the provider said
   *     {@code invalid_grant}
   * @throws dev.oidcproxy.domain.error.UpstreamException.Unverified when new tokens came that do
   *     not hold, with a new refresh token
   * @throws dev.oidcproxy.domain.error.UpstreamException.Unavailable on everything ambiguous
   */
  Refreshed refresh(UpstreamTokens current, Set<Scope> scope);

  /**
   * The longest that {@link #refresh} may take, whatever the provider does. Who refreshes has that
   * long before another may try the same tokens, so it is better too long than too short.
   */
  default Duration longestExchange() {
    return Duration.ofSeconds(30);
  }

  /**
   * Ends the tokens at the provider (RFC 7009); does nothing when it has no revocation endpoint.
   */
  void revoke(UpstreamTokens tokens);

  /** Tokens of other APIs on a person's behalf; absent where the provider has none. */
  default Optional<TokenExchange> tokenExchange() {
    return Optional.empty();
  }

  /** Whether logins are possible now; may use what a background refresh found out. */
  Health check();

  /**
   * What a refresh gave.
   *
   * @param tokens complete: the old refresh token stays in them when the provider sent no new one
   * @param identity present when the provider said anew who it is
   * @param claims what that identity was made of
   */
  record Refreshed(UpstreamTokens tokens, Optional<Identity> identity, ProviderClaims claims) {

    /** Of a provider that says no more than the identity. */
    public Refreshed(UpstreamTokens tokens, Optional<Identity> identity) {
      this(tokens, identity, ProviderClaims.NONE);
    }
  }
}
