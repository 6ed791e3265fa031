package dev.oidcproxy.application.flow.client;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.ProxySettings.RegistrationSettings;
import dev.oidcproxy.application.crypto.MessageMac;
import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.application.limit.RateLimit;
import dev.oidcproxy.application.state.SealedClients;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.ClientMetadata;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Dynamic client registration (RFC 7591). The id of a public client is made from its metadata, so
 * that a client which registers on every connect stays one client, on whatever loopback port it
 * listens; one that is confidential, or manages its registration, is new each time, because what it
 * is told is told only once. Either may be stored, or carried by its own id.
 */
public final class RegisterClient {

  private final RegistrationSettings settings;
  private final RegistrationRules rules;
  private final State state;
  private final Ids ids;
  private final Entropy entropy;
  private final InstantSource clock;
  private final ProxyEvents events;
  private final RateLimit limit;

  public RegisterClient(
      ProxySettings settings, Scopes scopes, State state, Ids ids, Surroundings world) {
    this.settings = settings.registration();
    this.rules = new RegistrationRules(settings, scopes);
    this.state = state;
    this.ids = ids;
    this.entropy = world.entropy();
    this.clock = world.clock();
    this.events = world.events();
    this.limit = RateLimit.ofRegistrations(this.settings.requestsPerMinute(), world);
  }

  /** What makes client ids: of those that are stored, and of those that carry all there is. */
  public record Ids(MessageMac stored, SealedClients sealed) {}

  /**
   * A client and what is told only now.
   *
   * @param secret absent for a public client
   * @param token with which it manages its registration (RFC 7592); absent when it may not
   */
  public record Registered(Client client, Optional<Secret> secret, Optional<Secret> token) {}

  /**
   * Registers, or finds the identical registration.
   *
   * @param managed whether a public client asks to manage its registration, and so to be new; a
   *     confidential one always may. Where clients are stored nowhere, none can
   * @throws OAuthException {@code invalid_redirect_uri} or {@code invalid_client_metadata}, or
   *     {@link dev.oidcproxy.domain.error.OAuthError.TooManyRequests} where one more would be
   *     written down
   */
  public Registered register(ClientRegistration sent, boolean managed, AddressPrefix from) {
    ClientMetadata metadata = rules.metadata(sent);
    Optional<Secret> secret = rules.transport(sent).map(t -> Secret.of(entropy.text(32)));
    ClientAuthentication authentication =
        rules
            .transport(sent)
            .<ClientAuthentication>map(
                t -> new ClientAuthentication.SecretHash(secret.orElseThrow().hash(), Set.of(t)))
            .orElseGet(ClientAuthentication.None::new);
    return switch (settings.clientIds()) {
      case STATELESS ->
          new Registered(
              told(sealed(metadata.onAnyLoopbackPort(), authentication), metadata),
              secret,
              Optional.empty());
      case STORED -> {
        if (secret.isEmpty() && !managed) {
          Client client = publicClient(metadata.onAnyLoopbackPort(), from);
          yield new Registered(told(client, metadata), Optional.empty(), Optional.empty());
        }
        Secret token = Secret.of(entropy.text(32));
        Client client = newClient(metadata, authentication, from).managedWith(token.hash());
        state.clients().insert(client.id().value(), client, client.expiresAt());
        events.on(new ProxyEvent.ClientRegistered(client.id()));
        yield new Registered(client, secret, Optional.of(token));
      }
    };
  }

  /** What is kept leaves loopback ports out; programs are told what they sent. */
  private static Client told(Client kept, ClientMetadata sent) {
    return kept.changed(sent, kept.authentication());
  }

  /** Whether it is new nobody can say: the same metadata gives the same id, and nothing is kept. */
  private Client sealed(ClientMetadata metadata, ClientAuthentication authentication) {
    Client client =
        ids.sealed()
            .issue(metadata, authentication, clock.instant())
            .orElseThrow(() ->
                RegistrationRules.invalid(
                    "the metadata is too long for a client_id that carries it: register fewer or"
                        + " shorter redirect_uris"));
    refuseBlocked(client.id().value());
    events.on(new ProxyEvent.ClientRegistered(client.id()));
    return client;
  }

  /** One that is told something, and so cannot be another's too. */
  private Client newClient(
      ClientMetadata metadata, ClientAuthentication authentication, AddressPrefix from) {
    limit.take("new " + metadata, from);
    Instant now = clock.instant();
    return client(
        new ClientId(entropy.text(16)),
        metadata,
        authentication,
        now,
        now.plus(settings.unusedClientTtl()));
  }

  private void refuseBlocked(String id) {
    if (state.blockedClients().find(id).isPresent()) {
      throw RegistrationRules.invalid("the administrator of this server has blocked this client");
    }
  }

  private Client publicClient(ClientMetadata metadata, AddressPrefix from) {
    Instant now = clock.instant();
    Instant expiresAt = now.plus(settings.unusedClientTtl());
    List<String> known = ids.stored().all("client", metadata.toString());
    // The same words would be the same client again.
    known.forEach(this::refuseBlocked);
    // Under older keys too: a rotated key makes no second client of one that is known.
    for (String id : known) {
      Optional<Stored<Client>> found =
          state.clients().find(id).filter(c -> !c.value().expired(now));
      if (found.isPresent()) {
        return kept(found.get(), now, expiresAt);
      }
    }
    limit.take(metadata.toString(), from);
    ClientId id = new ClientId(known.getFirst());
    Client client = client(id, metadata, new ClientAuthentication.None(), now, expiresAt);
    if (state.clients().insert(id.value(), client, expiresAt)) {
      events.on(new ProxyEvent.ClientRegistered(id));
      return client;
    }
    // Another was faster, or an expired one is still there; either is as good as new.
    return state
        .clients()
        .find(id.value())
        .map(found -> kept(found, now, expiresAt))
        .orElse(client);
  }

  private static Client client(
      ClientId id,
      ClientMetadata metadata,
      ClientAuthentication authentication,
      Instant now,
      Instant expiresAt) {
    return new Client(id, metadata, authentication, Client.Origin.REGISTERED, now, expiresAt);
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
}
