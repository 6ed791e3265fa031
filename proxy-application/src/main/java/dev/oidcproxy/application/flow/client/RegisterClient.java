package dev.oidcproxy.application.flow.client;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.crypto.MessageMac;
import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.client.ApplicationType;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.ClientAuthentication.Transport;
import dev.oidcproxy.domain.client.ClientMetadata;
import dev.oidcproxy.domain.client.ClientMetadata.GrantType;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Dynamic client registration (RFC 7591). The id of a public client is made from its metadata, so
 * that a client which registers on every connect stays one client; a confidential one is new each
 * time, because its secret is told only once.
 */
public final class RegisterClient {

  private final ProxySettings settings;
  private final Scopes scopes;
  private final State state;
  private final MessageMac ids;
  private final Entropy entropy;
  private final InstantSource clock;
  private final ProxyEvents events;

  public RegisterClient(
      ProxySettings settings, Scopes scopes, State state, MessageMac ids, Surroundings world) {
    this.settings = settings;
    this.scopes = scopes;
    this.state = state;
    this.ids = ids;
    this.entropy = world.entropy();
    this.clock = world.clock();
    this.events = world.events();
  }

  /**
   * A client and, for a confidential one, the secret that is told only now.
   *
   * @param secret absent for a public client
   */
  public record Registered(Client client, Optional<Secret> secret) {}

  /**
   * Registers, or finds the identical registration.
   *
   * @throws OAuthException {@code invalid_redirect_uri} or {@code invalid_client_metadata}
   */
  public Registered register(ClientRegistration sent) {
    ClientMetadata metadata = metadata(sent);
    Optional<Transport> transport = transport(sent);
    Instant now = clock.instant();
    Instant expiresAt = now.plus(settings.registration().unusedClientTtl());
    if (transport.isEmpty()) {
      return new Registered(publicClient(metadata, now, expiresAt), Optional.empty());
    }
    Secret secret = Secret.of(entropy.text(32));
    Client client =
        new Client(
            new ClientId(entropy.text(16)),
            metadata,
            new ClientAuthentication.SecretHash(secret.hash(), Set.of(transport.get())),
            Client.Origin.REGISTERED,
            now,
            expiresAt);
    state.clients().insert(client.id().value(), client, expiresAt);
    events.on(new ProxyEvent.ClientRegistered(client.id()));
    return new Registered(client, Optional.of(secret));
  }

  private Client publicClient(ClientMetadata metadata, Instant now, Instant expiresAt) {
    ClientId id = new ClientId(ids.of("client", metadata.toString()));
    // The same words would be the same client again.
    if (state.blockedClients().find(id.value()).isPresent()) {
      throw invalid("the administrator of this server has blocked this client");
    }
    Client client =
        new Client(
            id,
            metadata,
            new ClientAuthentication.None(),
            Client.Origin.REGISTERED,
            now,
            expiresAt);
    if (state.clients().insert(id.value(), client, expiresAt)) {
      events.on(new ProxyEvent.ClientRegistered(id));
      return client;
    }
    // It may expire between the two calls; then it is simply as good as new.
    return state
        .clients()
        .find(id.value())
        .map(found -> kept(found, now, expiresAt))
        .orElse(client);
  }

  /** Who registers again begins a new wait; written once in half of it at most. */
  private Client kept(Stored<Client> found, Instant now, Instant expiresAt) {
    Duration left = Duration.between(now, found.value().expiresAt());
    if (left.multipliedBy(2).compareTo(Duration.between(now, expiresAt)) >= 0) {
      return found.value();
    }
    Client renewed = found.value().renewedUntil(expiresAt);
    // A lost race means that another renewed it.
    state.clients().replace(found, renewed, expiresAt);
    return renewed;
  }

  private ClientMetadata metadata(ClientRegistration sent) {
    checkSupported(sent);
    ApplicationType type = applicationType(sent);
    List<RedirectUri> uris = redirectUris(sent, type);
    Optional<String> name = sent.clientName().filter(n -> !n.isBlank());
    try {
      return new ClientMetadata(
          uris,
          name,
          sent.clientUri().filter(RegisterClient::isWebUrl),
          type,
          // One that names only the code grant still gets refresh tokens: many forget to ask.
          EnumSet.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
          scope(sent),
          sent.softwareId().filter(RegisterClient::isShortText),
          sent.softwareVersion().filter(RegisterClient::isShortText));
    } catch (IllegalArgumentException e) {
      throw invalid("client_name is longer than 200 characters or not printable");
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

  private static Optional<Transport> transport(ClientRegistration sent) {
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

  private static OAuthException invalid(String description) {
    return new OAuthException(new OAuthError.InvalidClientMetadata(description));
  }
}
