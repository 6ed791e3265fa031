package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.application.jwt.Algorithms;
import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.ProviderUri;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the provider says of itself (OpenID Connect Discovery section 3), as far as it matters here.
 *
 * @param issuer byte for byte
 * @param jwksUri absent only when discovery is not strict
 * @param requiresPushedAuthorizationRequests whether it takes no others (RFC 9126 section 5)
 * @param idTokenAlgorithms those allowed for ID tokens, asymmetric ones only
 * @param sendsIssuer whether authorization responses carry {@code iss} (RFC 9207)
 */
record ProviderMetadata(
    String issuer,
    URI authorizationEndpoint,
    URI tokenEndpoint,
    Optional<URI> jwksUri,
    Optional<URI> userinfoEndpoint,
    Optional<URI> revocationEndpoint,
    Optional<URI> pushedAuthorizationRequestEndpoint,
    boolean requiresPushedAuthorizationRequests,
    Set<String> idTokenAlgorithms,
    boolean sendsIssuer) {

  private static final List<String> MANDATORY =
      List.of(
          "issuer",
          "authorization_endpoint",
          "token_endpoint",
          "jwks_uri",
          "response_types_supported",
          "subject_types_supported",
          "id_token_signing_alg_values_supported");

  /** For who is not known by a certificate (RFC 8705 section 5). */
  private static final JsonObject NO_ALIASES = new JsonObject(Map.of());

  private static final List<String> NECESSARY =
      List.of("issuer", "authorization_endpoint", "token_endpoint");

  /**
   * Reads a discovery document. How strict to be is the operator's word alone: whatever the
   * document says of it is one more field that means nothing.
   *
   * @throws UpstreamException.Unavailable when it cannot be used
   */
  static ProviderMetadata read(JsonObject document, OidcProfile profile) {
    boolean strict = profile.settings().strict() && profile.plain().isEmpty();
    for (String field : strict ? MANDATORY : NECESSARY) {
      if (document.text(field).isEmpty() && document.texts(field).isEmpty()) {
        throw unusable("it lacks " + field);
      }
    }
    String issuer = document.text("issuer").orElseThrow(() -> unusable("issuer is not a text"));
    if (strict && !profile.issuer().publishes(profile.settings().configUrl(), issuer)) {
      throw unusable(
          "its issuer is not the one to be found at provider.config_url; correct that,"
              + " or set provider.strict: false to accept the issuer as it is");
    }
    JsonObject aliases =
        document
            .object("mtls_endpoint_aliases")
            .filter(named -> profile.settings().client().byCertificate())
            .orElse(NO_ALIASES);
    return new ProviderMetadata(
        issuer,
        required(document, "authorization_endpoint"),
        optional(aliases, "token_endpoint").orElseGet(() -> required(document, "token_endpoint")),
        document.has("jwks_uri") ? Optional.of(required(document, "jwks_uri")) : Optional.empty(),
        optional(document, "userinfo_endpoint"),
        optional(aliases, "revocation_endpoint")
            .or(() -> optional(document, "revocation_endpoint")),
        optional(aliases, "pushed_authorization_request_endpoint")
            .or(() -> optional(document, "pushed_authorization_request_endpoint")),
        document.isTrue("require_pushed_authorization_requests"),
        algorithms(document),
        document.isTrue("authorization_response_iss_parameter_supported"));
  }

  private static Set<String> algorithms(JsonObject document) {
    List<String> named = document.texts("id_token_signing_alg_values_supported");
    Set<String> usable =
        named.stream()
            .filter(Algorithms.ASYMMETRIC::contains)
            .collect(Collectors.toUnmodifiableSet());
    if (usable.isEmpty() && !named.isEmpty()) {
      throw unusable(
          "it signs ID tokens with a shared secret alone, as HS256 does; give it a key to sign"
              + " with");
    }
    return named.isEmpty() ? Algorithms.ASYMMETRIC : usable;
  }

  private static URI required(JsonObject document, String field) {
    return optional(document, field)
        .orElseThrow(
            () -> unusable(field + " is not an https URL, nor an http one of this machine"));
  }

  /** An endpoint that is not safe to use is as good as none. */
  private static Optional<URI> optional(JsonObject document, String field) {
    try {
      return document.text(field).map(URI::create).filter(ProviderUri::safe);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static UpstreamException.Unavailable unusable(String why) {
    return new UpstreamException.Unavailable("the discovery document cannot be used: " + why);
  }

  /**
   * Passes when the answer is a code of this provider (RFC 9207 section 2.4).
   *
   * @throws UpstreamException when it is another's, an error, or nothing
   */
  void accept(CallbackParameters answer) {
    if (answer.issuer().filter(iss -> !iss.equals(issuer)).isPresent()) {
      throw new UpstreamException.Rejected("the answer is from another issuer (RFC 9207)");
    }
    if (answer.error().isPresent()) {
      throw refused(TokenEndpoint.code(answer.error().get()));
    }
    if (sendsIssuer && answer.issuer().isEmpty()) {
      throw new UpstreamException.Rejected("the answer does not name its issuer (RFC 9207)");
    }
    if (answer.code().isEmpty()) {
      throw new UpstreamException.Rejected("the answer has neither a code nor an error");
    }
  }

  /** What the provider's error, in place of a login, means. */
  static UpstreamException refused(String code) {
    String message = "the provider refused the login: " + code;
    return switch (code) {
      case "server_error", "temporarily_unavailable" -> new UpstreamException.Unavailable(message);
      default -> new UpstreamException.Denied(message);
    };
  }
}
