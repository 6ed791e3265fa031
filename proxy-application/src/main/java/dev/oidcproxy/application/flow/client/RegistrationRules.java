package dev.oidcproxy.application.flow.client;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.domain.client.ApplicationType;
import dev.oidcproxy.domain.client.ClientAuthentication.Transport;
import dev.oidcproxy.domain.client.ClientMetadata;
import dev.oidcproxy.domain.client.ClientMetadata.GrantType;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.value.Scope;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of the metadata that a stranger sends (RFC 7591 section 2): what is not allowed is
 * left out while enough remains, and refused when not.
 */
public record RegistrationRules(ProxySettings settings, Scopes scopes) {

  /**
   * What is kept of it.
   *
   * @throws OAuthException {@code invalid_redirect_uri} or {@code invalid_client_metadata}
   */
  public ClientMetadata metadata(ClientRegistration sent) {
    checkSupported(sent);
    ApplicationType type = applicationType(sent);
    List<RedirectUri> uris = redirectUris(sent, type);
    Optional<String> name =
        sent.clientName().map(ClientMetadata::visible).filter(n -> !n.isEmpty());
    try {
      return new ClientMetadata(
          uris,
          name,
          sent.clientUri().filter(RegistrationRules::isWebUrl),
          type,
          // One that names only the code grant still gets refresh tokens: many forget to ask.
          EnumSet.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
          scope(sent),
          sent.softwareId().filter(RegistrationRules::isShortText),
          sent.softwareVersion().filter(RegistrationRules::isShortText));
    } catch (IllegalArgumentException e) {
      throw invalid("client_name is longer than 200 characters");
    }
  }

  private static void checkSupported(ClientRegistration sent) {
    if (!sent.grantTypes().isEmpty() && !sent.grantTypes().contains("authorization_code")) {
      throw invalid("grant_types must include authorization_code");
    }
    if (!sent.responseTypes().isEmpty() && !sent.responseTypes().contains("code")) {
      throw invalid("response_types must include code");
    }
  }

  private static ApplicationType applicationType(ClientRegistration sent) {
    return switch (sent.applicationType().orElse("native")) {
      case "native" -> ApplicationType.NATIVE;
      case "web" -> ApplicationType.WEB;
      default -> throw invalid("application_type is native or web");
    };
  }

  /** What is not allowed is left out while something remains: some clients register several. */
  private List<RedirectUri> redirectUris(ClientRegistration sent, ApplicationType type) {
    if (sent.redirectUris().isEmpty()) {
      throw new OAuthException(new OAuthError.InvalidRedirectUri("redirect_uris is missing"));
    }
    if (sent.redirectUris().size() > ClientMetadata.MOST_REDIRECT_URIS) {
      throw invalid("more than 10 redirect_uris");
    }
    List<RedirectUri> allowed =
        sent.redirectUris().stream()
            .flatMap(text -> RedirectUri.parse(text).stream())
            .filter(uri -> settings.redirects().allows(uri, type))
            .distinct()
            .toList();
    if (allowed.isEmpty()) {
      throw new OAuthException(
          new OAuthError.InvalidRedirectUri(
              "no redirect URI is allowed: https, http on loopback or a custom scheme"));
    }
    return allowed;
  }

  /** Unknown scopes are left out while some are valid; without any, every valid scope is meant. */
  private Set<Scope> scope(ClientRegistration sent) {
    Set<Scope> known = new LinkedHashSet<>();
    boolean asked = false;
    for (String part : sent.scope().orElse("").split(" ", -1)) {
      if (!part.isEmpty()) {
        asked = true;
        if (Scope.wellFormed(part) && scopes.valid().contains(new Scope(part))) {
          known.add(new Scope(part));
        }
      }
    }
    if (asked && known.isEmpty() && !sent.scope().get().strip().equals("offline_access")) {
      throw invalid("none of the requested scopes exists here");
    }
    return known;
  }

  /** How it will send its secret; empty for a public client. */
  public Optional<Transport> transport(ClientRegistration sent) {
    return switch (sent.tokenEndpointAuthMethod().orElse("none")) {
      case "none" -> Optional.empty();
      case "client_secret_basic" -> Optional.of(Transport.BASIC);
      case "client_secret_post" -> Optional.of(Transport.POST);
      default ->
          throw invalid(
              "token_endpoint_auth_method is none, client_secret_basic or client_secret_post");
    };
  }

  private static boolean isWebUrl(String text) {
    return isShortText(text) && (text.startsWith("https://") || text.startsWith("http://"));
  }

  private static boolean isShortText(String text) {
    return !text.isEmpty() && text.length() <= 512 && ClientMetadata.printable(text);
  }

  /** The refusal in these words. */
  public static OAuthException invalid(String description) {
    return new OAuthException(new OAuthError.InvalidClientMetadata(description));
  }
}
