package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.application.jwt.JwtException;
import dev.oidcproxy.application.jwt.JwtVerifier;
import dev.oidcproxy.application.jwt.VerifiedJwt;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** ID tokens (OpenID Connect Core sections 3.1.3.7 and 12.2). */
record IdTokenVerifier(OidcProfile profile, JwtVerifier jwts) {

  /**
   * The claims of a login's ID token.
   *
   * @param accessToken that came with it
   * @throws UpstreamException.Rejected when it does not hold
   */
  JsonObject verify(Secret idToken, Secret accessToken, Secret nonce, ProviderMetadata provider) {
    JsonObject claims = verified(idToken, accessToken, provider);
    if (claims.text("nonce").map(Secret::of).filter(nonce::equals).isEmpty()) {
      throw rejected("its nonce is not the one of this login");
    }
    return claims;
  }

  /**
   * The claims of an ID token that came with a refresh. It must speak of the same person as the one
   * before, which was verified when it came.
   *
   * @throws UpstreamException.Rejected when it does not hold
   */
  JsonObject verifyRefreshed(
      Secret idToken, Secret accessToken, Secret before, ProviderMetadata provider) {
    JsonObject claims = verified(idToken, accessToken, provider);
    JsonObject known =
        JwtVerifier.claimsOfVerified(before.reveal())
            .orElseThrow(() -> rejected("the one before it cannot be read"));
    if (!claims.text("sub").equals(known.text("sub"))
        || !claims.text("iss").equals(known.text("iss"))) {
      throw rejected("it speaks of somebody else than the one before it");
    }
    if (claims.has("nonce") && !claims.text("nonce").equals(known.text("nonce"))) {
      throw rejected("its nonce is not the one of the login");
    }
    return claims;
  }

  private JsonObject verified(Secret idToken, Secret accessToken, ProviderMetadata provider) {
    VerifiedJwt jwt = signed(idToken, provider);
    JsonObject claims = jwt.claims();
    if (!profile.issuer().issued(provider.issuer(), claims)) {
      throw rejected("its issuer is not the provider's");
    }
    checkAudience(claims);
    if (claims.text("sub").isEmpty()) {
      throw rejected("it has no subject");
    }
    Optional<String> refusal = profile.rules().idToken().refusal(claims);
    if (refusal.isPresent()) {
      throw rejected(refusal.get());
    }
    if (!claims.has("iat")) {
      throw rejected("it does not say when it was issued");
    }
    if (claims.has("at_hash")
        && claims.text("at_hash").filter(hash(jwt.algorithm(), accessToken)::equals).isEmpty()) {
      throw rejected("it does not belong to the access token it came with");
    }
    return claims;
  }

  private VerifiedJwt signed(Secret idToken, ProviderMetadata provider) {
    try {
      return jwts.verify(idToken.reveal(), provider.idTokenAlgorithms());
    } catch (JwtException e) {
      throw rejected(e.getMessage());
    }
  }

  /** Several audiences need an authorized party to say whose token it is (section 2). */
  private void checkAudience(JsonObject claims) {
    String clientId = profile.settings().client().clientId();
    List<String> audience = claims.oneOrMore("aud");
    if (!audience.contains(clientId)) {
      throw rejected("it is not for this client");
    }
    Optional<String> party = claims.text("azp");
    if (audience.size() > 1 && party.isEmpty()) {
      throw rejected("it has several audiences and no authorized party");
    }
    if (party.filter(p -> !p.equals(clientId)).isPresent()) {
      throw rejected("its authorized party is another client");
    }
  }

  /** The left half of the token's hash (section 3.1.3.6), by the algorithm of the signature. */
  private static String hash(String algorithm, Secret accessToken) {
    // Ed25519 signs a SHA-512; the others have the size of theirs in their name.
    String digest = algorithm.equals("EdDSA") ? "SHA-512" : "SHA-" + algorithm.substring(2);
    try {
      byte[] hash =
          MessageDigest.getInstance(digest)
              .digest(accessToken.reveal().getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(hash, hash.length / 2));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + digest, e);
    }
  }

  private static UpstreamException.Rejected rejected(String why) {
    return new UpstreamException.Rejected("the ID token does not hold: " + why);
  }
}
