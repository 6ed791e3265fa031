package dev.oidcproxy.application.flow.registration;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.application.flow.client.ClientRegistration;
import dev.oidcproxy.application.flow.client.RegistrationRules;
import dev.oidcproxy.application.state.Attempts;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.ClientAuthentication.SecretHash;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.ProxyEvents;
import dev.oidcproxy.domain.value.Secret;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces a client's metadata (RFC 7592 section 2.2), by the rules of registration. Neither its
 * secret nor its token changes: a client that misses the answer has lost nothing.
 */
public final class UpdateRegistration {

  private final FindRegistration registrations;
  private final RegistrationRules rules;
  private final State state;
  private final ProxyEvents events;

  public UpdateRegistration(
      ProxySettings settings,
      Scopes scopes,
      FindRegistration registrations,
      State state,
      ProxyEvents events) {
    this.registrations = registrations;
    this.rules = new RegistrationRules(settings, scopes);
    this.state = state;
    this.events = events;
  }

  /**
   * What a client sent.
   *
   * @param clientId must be the client's
   * @param secret must be the client's, if it is there
   */
  public record Update(
      ClientRegistration metadata, Optional<String> clientId, Optional<Secret> secret) {}

  /**
   * The client as it is now.
   *
   * @throws OAuthException {@code invalid_token}, {@code invalid_redirect_uri} or {@code
   *     invalid_client_metadata}; then nothing has changed
   */
  public Client update(String clientId, Secret token, Update update) {
    Attempts attempts = new Attempts();
    while (true) {
      attempts.next();
      Stored<Client> found = registrations.find(clientId, token);
      Client next = updated(found.value(), update);
      if (state.clients().replace(found, next, next.expiresAt())) {
        events.on(new ProxyEvent.ClientUpdated(next.id()));
        return next;
      }
    }
  }

  private Client updated(Client client, Update update) {
    if (!update.clientId().equals(Optional.of(client.id().value()))) {
      throw RegistrationRules.invalid("client_id must be there, and the client's own");
    }
    if (update.secret().filter(secret -> !isSecretOf(client, secret)).isPresent()) {
      throw RegistrationRules.invalid("client_secret is not the client's; it cannot be chosen");
    }
    return client.changed(
        rules.metadata(update.metadata()), authentication(client, update.metadata()));
  }

  private static boolean isSecretOf(Client client, Secret secret) {
    return client.authentication() instanceof SecretHash known
        && known.hash().matches(secret.reveal());
  }

  /**
   * The secret stays, however it travels from now on. A client that had one cannot do without:
   * whoever stole its tokens could use them then.
   */
  private ClientAuthentication authentication(Client client, ClientRegistration sent) {
    if (sent.tokenEndpointAuthMethod().isEmpty()) {
      return client.authentication();
    }
    Optional<ClientAuthentication.Transport> transport = rules.transport(sent);
    if (client.authentication() instanceof SecretHash known && transport.isPresent()) {
      return new SecretHash(known.hash(), Set.of(transport.get()));
    }
    if (client.authentication() instanceof SecretHash || transport.isPresent()) {
      throw RegistrationRules.invalid(
          "a client with a secret cannot become one without, nor the other way: register anew");
    }
    return client.authentication();
  }
}
