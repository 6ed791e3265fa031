package dev.oidcproxy.distribution.demo.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What was asked for at the authorization endpoint, checked.
 *
 * @param scope those of the asked scopes that exist here, {@code openid} among them
 * @param codeChallenge of the method S256
 */
record AuthorizationRequest(Set<String> scope, Optional<String> nonce, String codeChallenge) {

  static final List<String> SCOPES = List.of("openid", "profile", "email", "offline_access");

  private static final Pattern S256 = Pattern.compile("[A-Za-z0-9_-]{43}");

  /**
   * @throws ProviderException to be sent to the redirect URI
   */
  static AuthorizationRequest of(Parameters parameters) {
    if (parameters.repeated()) {
      throw ProviderException.invalidRequest("A parameter is repeated.");
    }
    refuseWhatIsNotServed(parameters);
    Set<String> scope =
        new LinkedHashSet<>(List.of(parameters.find("scope").orElse("").split(" ", -1)));
    scope.retainAll(SCOPES);
    if (!scope.contains("openid")) {
      throw new ProviderException("invalid_scope", "The scope must contain openid.");
    }
    return new AuthorizationRequest(scope, parameters.find("nonce"), challenge(parameters));
  }

  boolean isProvenBy(String codeVerifier) {
    byte[] computed = Base64.getUrlEncoder().withoutPadding().encode(Sha256.of(codeVerifier));
    return MessageDigest.isEqual(computed, codeChallenge.getBytes(StandardCharsets.US_ASCII));
  }

  private static void refuseWhatIsNotServed(Parameters parameters) {
    if (!parameters.says("response_type", "code")) {
      throw new ProviderException("unsupported_response_type", "The response type must be code.");
    }
    if (!parameters.find("response_mode").orElse("query").equals("query")) {
      throw ProviderException.invalidRequest("The response mode must be query.");
    }
    if (parameters.find("request").isPresent()) {
      throw new ProviderException("request_not_supported", "Request objects are not supported.");
    }
    if (parameters.find("request_uri").isPresent()) {
      throw new ProviderException("request_uri_not_supported", "Request URIs are not supported.");
    }
    if (parameters.says("prompt", "none")) {
      // nobody is ever signed in here: each login asks again
      throw new ProviderException("login_required", "The user must choose an account.");
    }
  }

  private static String challenge(Parameters parameters) {
    return parameters
        .find("code_challenge")
        .filter(challenge -> parameters.says("code_challenge_method", "S256"))
        .filter(S256.asMatchPredicate())
        .orElseThrow(() ->
            ProviderException.invalidRequest("PKCE with a code challenge of S256 is required."));
  }
}
