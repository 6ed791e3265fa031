package dev.oidcproxy.distribution.demo.provider;

import dev.oidcproxy.distribution.demo.loopback.LoopbackServer;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.value.Secret;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.StatusCodes;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * A small OpenID provider on this machine with two sample users and one confidential client, whose
 * secret is made at start. All it knows ends with it.
 */
public final class SampleProvider implements AutoCloseable {

  private final LoopbackServer server;
  private final SampleClient client;

  private SampleProvider(LoopbackServer server, SampleClient client) {
    this.server = server;
    this.client = client;
  }

  /**
   * Listens and serves the one client that it names.
   *
   * @param address a loopback address; port 0 takes any free port
   * @param redirectUri the only one that is accepted, compared as a string
   * @throws IllegalArgumentException when the address is not a loopback address
   * @throws UncheckedIOException when the port is taken
   */
  public static SampleProvider start(InetSocketAddress address, String clientId, URI redirectUri) {
    return start(address, clientId, redirectUri, InstantSource.system());
  }

  static SampleProvider start(
      InetSocketAddress address, String clientId, URI redirectUri, InstantSource clock) {
    Entropy entropy = entropy();
    SampleClient client =
        new SampleClient(clientId, Secret.of(entropy.text(32)), redirectUri.toString());
    LoopbackServer server =
        LoopbackServer.start(address, issuer -> endpoints(issuer, client, clock, entropy));
    return new SampleProvider(server, client);
  }

  /** The issuer; the discovery document is below it at its well-known path. */
  public URI issuer() {
    return server.origin();
  }

  /** Where the discovery document is, for the proxy's {@code config_url}. */
  public URI configUrl() {
    return issuer().resolve("/.well-known/openid-configuration");
  }

  public String clientId() {
    return client.id();
  }

  public Secret clientSecret() {
    return client.secret();
  }

  @Override
  public void close() {
    server.close();
  }

  private static HttpHandler endpoints(
      URI issuer, SampleClient client, InstantSource clock, Entropy entropy) {
    Grants grants = new Grants(clock, entropy);
    SigningKey key = new SigningKey(entropy.text(6));
    TokenIssuer tokens = new TokenIssuer(issuer, client.id(), key, clock);
    AuthorizationEndpoint authorization = new AuthorizationEndpoint(issuer, client, grants);
    TokenEndpoint token = new TokenEndpoint(client, grants, tokens);
    UserinfoEndpoint userinfo = new UserinfoEndpoint(grants, tokens);
    HttpHandler metadata =
        exchange -> Responses.json(exchange, StatusCodes.OK, ProviderMetadata.of(issuer));
    RoutingHandler routes =
        Handlers.routing()
            .get("/.well-known/openid-configuration", metadata)
            .get("/.well-known/oauth-authorization-server", metadata)
            .get(
                ProviderMetadata.JWKS_PATH,
                exchange -> Responses.json(exchange, StatusCodes.OK, key.jwks()))
            .get(ProviderMetadata.AUTHORIZATION_PATH, authorization::askUser)
            .post(ProviderMetadata.AUTHORIZATION_PATH, authorization::askUser)
            .post(AuthorizationEndpoint.LOGIN_PATH, authorization::signIn)
            .post(ProviderMetadata.TOKEN_PATH, token::issue)
            .post(ProviderMetadata.REVOCATION_PATH, token::revoke)
            .get(ProviderMetadata.USERINFO_PATH, userinfo::describe)
            .post(ProviderMetadata.USERINFO_PATH, userinfo::describe);
    return new BlockingHandler(routes);
  }

  private static Entropy entropy() {
    SecureRandom random = new SecureRandom();
    return count -> {
      byte[] bytes = new byte[count];
      random.nextBytes(bytes);
      return bytes;
    };
  }
}
