package dev.oidcproxy.application.flow.client;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.application.jwt.Algorithms;
import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Scope;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a client ID metadata document must be. The same document is read by every server, so what is
 * meant for others in it (scopes, ways of authentication) is left aside; what gives away a secret
 * is refused.
 */
public record DocumentRules(ProxySettings settings, Scopes scopes) {

  private static final String PRIVATE_KEY_JWT = "private_key_jwt";
  private static final Set<String> PRIVATE_MEMBERS =
      Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  /**
   * The client that the document at the URL {@code id} describes.
   *
   * @throws OAuthException when it is no such document
   */
  public Client read(ClientId id, String text) {
    JsonObject document =
        JsonObject.parse(text.getBytes(StandardCharsets.UTF_8))
            .orElseThrow(() -> invalid("it is not one JSON object with each name once"));
    if (!document.text("client_id").equals(Optional.of(id.value()))) {
      throw invalid("its client_id is not its URL");
    }
    if (document.text("client_name").isEmpty()) {
      throw invalid("client_name is missing");
    }
    if (document.has("client_secret") || document.has("client_secret_expires_at")) {
      throw invalid("it has a secret that everybody can read");
    }
    return new Client(
        id,
        new RegistrationRules(settings, scopes).metadata(registration(document)),
        authentication(document),
        Client.Origin.DOCUMENT,
        Instant.EPOCH,
        Instant.MAX);
  }

  private ClientRegistration registration(JsonObject document) {
    return new ClientRegistration(
        document.texts("redirect_uris"),
        Optional.empty(),
        document.texts("grant_types"),
        document.texts("response_types"),
        knownScopes(document),
        document.text("client_name"),
        document.text("client_uri"),
        document.text("application_type"),
        document.text("software_id"),
        document.text("software_version"));
  }

  private Optional<String> knownScopes(JsonObject document) {
    return document
        .text("scope")
        .map(scope ->
            Stream.of(scope.split(" ", -1))
                .filter(s -> Scope.wellFormed(s) && scopes.valid().contains(new Scope(s)))
                .collect(Collectors.joining(" ")))
        .filter(scope -> !scope.isEmpty());
  }

  /** The strongest way that the document offers and that works. */
  private ClientAuthentication authentication(JsonObject document) {
    Optional<ClientAuthentication> keys = keys(document);
    Optional<String> single = document.text("token_endpoint_auth_method");
    if (single.filter(m -> !List.of("none", PRIVATE_KEY_JWT).contains(m)).isPresent()) {
      throw invalid("token_endpoint_auth_method is none or private_key_jwt");
    }
    Set<String> offered =
        new LinkedHashSet<>(document.texts("token_endpoint_auth_methods_supported"));
    single.ifPresent(offered::add);
    if (offered.contains(PRIVATE_KEY_JWT) && keys.isPresent()) {
      return keys.get();
    }
    if (offered.isEmpty() || offered.contains("none")) {
      return new ClientAuthentication.None();
    }
    throw invalid("it offers no way of authentication that is taken here, with its keys");
  }

  private Optional<ClientAuthentication> keys(JsonObject document) {
    if (document.has("jwks") && document.has("jwks_uri")) {
      throw invalid("jwks and jwks_uri exclude each other");
    }
    Optional<String> inline =
        document.has("jwks") ? Optional.of(inline(document)) : Optional.empty();
    Optional<URI> location =
        document.has("jwks_uri") ? Optional.of(location(document)) : Optional.empty();
    return inline.isEmpty() && location.isEmpty()
        ? Optional.empty()
        : Optional.of(new ClientAuthentication.PrivateKey(inline, location, algorithms(document)));
  }

  /** Whoever publishes the private half by mistake is not helped by our taking it. */
  private static String inline(JsonObject document) {
    JsonObject set = document.object("jwks").orElseThrow(() -> invalid("jwks is no JWK Set"));
    boolean secret =
        set.objects("keys").stream().map(JsonObject::members).anyMatch(DocumentRules::isSecret);
    if (secret) {
      throw invalid("jwks has private or symmetric keys");
    }
    return set.json();
  }

  private static boolean isSecret(Map<String, Object> key) {
    return "oct".equals(key.get("kty"))
        || key.keySet().stream().anyMatch(PRIVATE_MEMBERS::contains);
  }

  private URI location(JsonObject document) {
    try {
      URI uri = new URI(document.text("jwks_uri").orElse(""));
      if ("https".equals(uri.getScheme())
          && uri.getHost() != null
          && !uri.getHost().endsWith(".")
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && settings.clientDocuments().trusts(uri.getHost().toLowerCase(Locale.ROOT))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Refused below, in words that quote nothing.
    }
    throw invalid("jwks_uri is an https URL on a host that is trusted");
  }

  private static Set<String> algorithms(JsonObject document) {
    Optional<String> named = document.text("token_endpoint_auth_signing_alg");
    if (named.filter(a -> !Algorithms.CLIENT_ASSERTIONS.contains(a)).isPresent()) {
      throw invalid("token_endpoint_auth_signing_alg is not one that is taken here");
    }
    return named.map(Set::of).orElse(Set.copyOf(Algorithms.CLIENT_ASSERTIONS));
  }

  private static OAuthException invalid(String description) {
    return RegistrationRules.invalid(description);
  }
}
