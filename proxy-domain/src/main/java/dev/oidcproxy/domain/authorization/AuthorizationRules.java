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
import java.util.Optional;
import java.util.Set;

/**
 * What an authorization request must be (RFC 6749 section 4.1.1, OAuth 2.1 section 4.1, RFC 7636,
 * RFC 8707), in two steps, because the first decides where the errors of the second go.
 *
 * @param issuer our {@code iss}, byte for byte
 * @param validScopes what clients may ask for
 * @param defaultScopes what they get when they ask for nothing
 * @param resources the protected resources; never empty: without any, the issuer itself
 */
public record AuthorizationRules(
    String issuer,
    RedirectPolicy redirects,
    Set<Scope> validScopes,
    Set<Scope> defaultScopes,
    List<Resource> resources) {

  private static final int LONGEST_STATE = 4096;

  public AuthorizationRules {
    if (resources.isEmpty()) {
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
    Set<Scope> scope = scope(client, sent);
    return new AuthorizationRequest(client.id(), address, challenge, scope, resource(sent));
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

  private Set<Scope> scope(Client client, AuthorizationParameters sent) {
    Set<Scope> allowed =
        client.metadata().scope().isEmpty() ? validScopes : client.metadata().scope();
    if (sent.scope().isEmpty()) {
      return defaultScopes;
    }
    Set<Scope> asked = parseScope(sent.scope().get());
    Set<Scope> beyond = new HashSet<>(Scope.without(asked, Set.of(Scope.OFFLINE_ACCESS)));
    beyond.removeAll(allowed);
    beyond.removeAll(defaultScopes);
    if (!beyond.isEmpty()) {
      throw refuse(new OAuthError.InvalidScope("a requested scope is not one this client may use"));
    }
    // Required scopes are added: some clients ignore the challenge and ask for less than they need.
    return Scope.union(asked, defaultScopes);
  }

  private static Set<Scope> parseScope(String text) {
    try {
      return Scope.parse(text);
    } catch (IllegalArgumentException e) {
      throw refuse(new OAuthError.InvalidScope("scope has a character that no scope may have"));
    }
  }

  private Resource resource(AuthorizationParameters sent) {
    return resolve(sent.resources());
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
          resources.stream()
              .filter(r -> r.isMeantBy(text))
              .findFirst()
              .orElseThrow(
                  () -> refuse(new OAuthError.InvalidTarget("the resource is not served here"))));
    }
    if (meant.isEmpty() && resources.size() == 1) {
      return resources.getFirst();
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
