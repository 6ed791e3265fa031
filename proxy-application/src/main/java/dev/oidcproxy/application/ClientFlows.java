package dev.oidcproxy.application;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.ResourceServer;
import dev.oidcproxy.application.crypto.KeyMaterial;
import dev.oidcproxy.application.crypto.KeyUse;
import dev.oidcproxy.application.crypto.MessageMac;
import dev.oidcproxy.application.crypto.StableSeal;
import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.application.flow.client.AuthenticateClient;
import dev.oidcproxy.application.flow.client.AuthenticateResourceServer;
import dev.oidcproxy.application.flow.client.ClientProof;
import dev.oidcproxy.application.flow.client.DocumentRules;
import dev.oidcproxy.application.flow.client.RegisterClient;
import dev.oidcproxy.application.flow.client.ResolveClient;
import dev.oidcproxy.application.flow.client.VerifyAssertion;
import dev.oidcproxy.application.limit.RateLimit;
import dev.oidcproxy.application.outbound.ClientDocuments;
import dev.oidcproxy.application.outbound.GuardedHttpTransport;
import dev.oidcproxy.application.outbound.PublicAddressGuard;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.application.state.SealedClients;
import dev.oidcproxy.domain.client.ClientAuthentication.PrivateKey;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.Subscription;
import java.io.IOException;
import java.util.Locale;

/**
 * What knows clients: finds them, checks their proof, and takes new ones.
 *
 * @param end ends what was opened for it
 */
record ClientFlows(
    ResolveClient resolve,
    AuthenticateClient authenticate,
    AuthenticateResourceServer resourceServers,
    RegisterClient register,
    Subscription end) {

  /**
   * The way to documents of strangers.
   *
   * @param end closes it, if it is ours
   */
  record Documents(HttpTransport http, Subscription end) {

    /** Opens connections to nobody when nothing is to be fetched. */
    static Documents guarded(ProxySettings settings, TrustedCertificates trusted) {
      if (!settings.clientDocuments().enabled()
          && settings.introspectionClients().stream().noneMatch(Documents::publishesKeys)) {
        return new Documents(
            request -> {
              throw new IOException("client documents are switched off");
            },
            () -> {});
      }
      GuardedHttpTransport http =
          new GuardedHttpTransport(
              trusted,
              new PublicAddressGuard(settings.clientDocuments().allowedPrivateHosts()),
              settings.egressProxy());
      return new Documents(http, http::close);
    }

    private static boolean publishesKeys(ResourceServer server) {
      return server.authentication() instanceof PrivateKey key && key.jwksUri().isPresent();
    }
  }

  private static HttpTransport limited(HttpTransport http, RateLimit limit) {
    return request -> {
      limit.take(request.uri().getHost().toLowerCase(Locale.ROOT));
      return http.send(request);
    };
  }

  static ClientFlows of(Parts in, Documents way) {
    KeyMaterial material = in.material();
    Scopes scopes = in.scopes();
    SealedClients sealed = new SealedClients(new StableSeal(material, KeyUse.CLIENT_METADATA));
    ClientDocuments documents =
        new ClientDocuments(
            in.settings().clientDocuments(),
            in.state().clientDocuments(),
            limited(way.http(), RateLimit.ofDocuments(in.world())),
            new DocumentRules(in.settings(), scopes)::read,
            in.world().clock());
    ResolveClient resolve =
        new ResolveClient(in.settings(), sealed, in.state(), documents, in.world().clock());
    VerifyAssertion assertions =
        new VerifyAssertion(in.settings(), in.state(), documents, way.http(), in.world().clock());
    RegisterClient register =
        new RegisterClient(
            in.settings(),
            scopes,
            in.state(),
            new RegisterClient.Ids(new MessageMac(material, KeyUse.CLIENT_IDS), sealed),
            in.world());
    ClientProof proof = new ClientProof(assertions, RateLimit.ofFailedAuthentications(in.world()));
    return new ClientFlows(
        resolve,
        new AuthenticateClient(resolve, proof),
        new AuthenticateResourceServer(in.settings().introspectionClients(), proof),
        register,
        way.end());
  }
}
