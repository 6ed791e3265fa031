package dev.oidcproxy.domain.authorization;

import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.RedirectPolicy;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.value.CodeChallenge;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an authorization request must be (RFC 6749 section 4.1.1, OAuth 2.1 section 4.1, RFC 7636,
 * RFC 8707), in two steps, because the first decides where the errors of the second go.
 *
 * @param issuer our {@code iss}, byte for byte
 * @param validScopes what clients may ask for
 * @param requiredScopes what each protected resource needs, and so what a client gets at least;
 *     never empty: without any resource, the issuer itself is one
 * @param challengedScopes what a protected resource may tell a client to ask for, whatever the
 *     client registered
 */
public record AuthorizationRules(
    String issuer,
    RedirectPolicy redirects,
    Set<Scope> validScopes,
    Map<Resource, Set<Scope>> requiredScopes,
    Set<Scope> challengedScopes) {

  private static final int LONGEST_STATE = 4096;

  public AuthorizationRules {
    if (requiredScopes.isEmpty()) {
      throw new IllegalArgumentException("there is always a resource, if only the issuer");
    }
  }

  /**
   * The address that answers may be sent to.
   *
   * @throws OAuthException when the redirect URI is missing, repeated or not this client's; it must
   *     be shown on a page, never redirected
   */
  public ReturnAddress returnAddress(Client client, AuthorizationParameters sent) {
    if (sent.repeated().contains("redirect_uri") || sent.repeated().contains("client_id")) {
      throw refuse(new OAuthError.InvalidRequest("client_id and redirect_uri are sent once"));
    }
    Optional<RedirectUri> uri =
        sent.redirectUri().isPresent()
            ? redirects.match(client, sent.redirectUri().get())
            : redirects.only(client);
    // A repeated state is no state: neither value can be trusted to be the client's.
    Optional<String> state =
        sent.repeated().contains("state")
            ? Optional.empty()
            : sent.state().filter(s -> s.length() <= LONGEST_STATE);
    return new ReturnAddress(
        uri.orElseThrow(() ->
            refuse(
                new OAuthError.InvalidRequest(
                    "the redirect_uri is not one that this client registered"))),
        state,
        issuer);
  }

  /**
   * The trusted request.
   *
   * @throws OAuthException in the order response type, PKCE, scope, resource
   */
  public AuthorizationRequest check(
      Client client, ReturnAddress address, AuthorizationParameters sent) {
    if (!sent.repeated().isEmpty()) {
      throw refuse(new OAuthError.InvalidRequest("a parameter was sent more than once"));
    }
    if (sent.state().filter(s -> s.length() > LONGEST_STATE).isPresent()) {
      throw refuse(new OAuthError.InvalidRequest("state is longer than 4096 characters"));
    }
    checkResponseType(sent);
    CodeChallenge challenge = challenge(sent);
    Set<Scope> asked = askedScope(client, sent);
    Resource resource = resolve(sent.resources());
    // Required scopes are added: some clients ignore the challenge and ask for less than they need.
    Set<Scope> scope = Scope.union(asked, requiredScopes.get(resource));
    return new AuthorizationRequest(client.id(), address, challenge, scope, resource);
  }

  private static void checkResponseType(AuthorizationParameters sent) {
    String type =
        sent.responseType()
            .orElseThrow(() -> refuse(new OAuthError.InvalidRequest("response_type is missing")));
    if (!type.equals("code")) {
      throw refuse(new OAuthError.UnsupportedResponseType("the only response_type is code"));
    }
  }

  private static CodeChallenge challenge(AuthorizationParameters sent) {
    String challenge =
        sent.codeChallenge()
            .orElseThrow(
                () -> refuse(new OAuthError.InvalidRequest("code_challenge is missing (PKCE)")));
    // An absent method means plain (RFC 7636 section 4.3), which is refused like plain itself.
    if (!sent.codeChallengeMethod().equals(Optional.of("S256"))) {
      throw refuse(new OAuthError.InvalidRequest("code_challenge_method must be S256"));
    }
    return CodeChallenge.parse(challenge)
        .orElseThrow(
            () -> refuse(new OAuthError.InvalidRequest("code_challenge is not an S256 value")));
  }

  private Set<Scope> askedScope(Client client, AuthorizationParameters sent) {
    Set<Scope> asked = parseScope(sent.scope().orElse(""));
    Set<Scope> beyond = new HashSet<>(asked);
    beyond.remove(Scope.OFFLINE_ACCESS);
    beyond.removeAll(client.metadata().scope().isEmpty() ? validScopes : client.metadata().scope());
    // Clients register what the first challenge named, and step up to what a later one names.
    beyond.removeAll(challengedScopes);
    requiredScopes.values().forEach(beyond::removeAll);
    if (!beyond.isEmpty()) {
      throw refuse(new OAuthError.InvalidScope("a requested scope is not one this client may use"));
    }
    return asked;
  }

  private static Set<Scope> parseScope(String text) {
    try {
      return Scope.parse(text);
    } catch (IllegalArgumentException e) {
      throw refuse(new OAuthError.InvalidScope("scope has a character that no scope may have"));
    }
  }

  /**
   * The one resource that {@code requested} means; none requested is the only one.
   *
   * @throws OAuthException {@code invalid_target} when it is unknown, or two are meant (RFC 8707)
   */
  public Resource resolve(List<String> requested) {
    Set<Resource> meant = new HashSet<>();
    for (String text : requested) {
      meant.add(
          requiredScopes.keySet().stream()
              .filter(r -> r.isMeantBy(text))
              .findFirst()
              .orElseThrow(
                  () -> refuse(new OAuthError.InvalidTarget("the resource is not served here"))));
    }
    if (meant.isEmpty() && requiredScopes.size() == 1) {
      return requiredScopes.keySet().iterator().next();
    }
    if (meant.size() != 1) {
      throw refuse(new OAuthError.InvalidTarget("ask for exactly one resource"));
    }
    return meant.iterator().next();
  }

  private static OAuthException refuse(OAuthError error) {
    return new OAuthException(error);
  }
}
