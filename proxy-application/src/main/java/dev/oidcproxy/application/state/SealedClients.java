package dev.oidcproxy.application.state;

import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.ClientMetadata;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.Seal;
import dev.oidcproxy.domain.value.ClientId;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Clients that are nowhere stored: their id carries what they registered, sealed. Whoever has the
 * key knows them, for as long as the key is among those configured.
 */
public final class SealedClients {

  /** Ids of other kinds have no dot. The number is the version of what is inside. */
  private static final String PREFIX = "sealed-1.";

  private final RecordCodec<Content> codec = new RecordCodec<>(Content.class);
  private final Seal seal;

  /**
   * @param seal gives the same bytes for the same client, so that a client has one id
   */
  public SealedClients(Seal seal) {
    this.seal = seal;
  }

  private record Content(ClientMetadata metadata, ClientAuthentication authentication) {}

  /** Whether an id is of this kind, genuine or not. */
  public static boolean isSealed(String clientId) {
    return clientId.startsWith(PREFIX);
  }

  /**
   * A client, the same for the same content; empty when it is too much for an id.
   *
   * @param now said to be its date of issue, which an id that is always the same cannot carry
   */
  public Optional<Client> issue(
      ClientMetadata metadata, ClientAuthentication authentication, Instant now) {
    byte[] sealed = seal.seal(codec.write(new Content(metadata, authentication)));
    String id = id(sealed);
    return ClientId.wellFormed(id)
        ? Optional.of(client(id, new Content(metadata, authentication), now))
        : Optional.empty();
  }

  /** The client that an id carries; empty for ids of other kinds and those that are not genuine. */
  public Optional<Client> open(String clientId) {
    if (!isSealed(clientId)) {
      return Optional.empty();
    }
    try {
      byte[] sealed = Base64.getUrlDecoder().decode(clientId.substring(PREFIX.length()));
      return seal.open(sealed)
          // One client has one id: the decoder takes others for the same bytes.
          .filter(content -> clientId.equals(id(sealed)))
          .map(codec::read)
          .map(content -> client(clientId, content, Instant.EPOCH));
    } catch (IllegalArgumentException | StoreException e) {
      // Not ours, or no longer within our rules: registering again mends it.
      return Optional.empty();
    }
  }

  private static String id(byte[] sealed) {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  private static Client client(String id, Content content, Instant issuedAt) {
    return new Client(
        new ClientId(id),
        content.metadata(),
        content.authentication(),
        Client.Origin.REGISTERED,
        issuedAt,
        Instant.MAX);
  }
}
