package dev.oidcproxy.application;

import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.crypto.KeyMaterial;
import dev.oidcproxy.application.crypto.KeyUse;
import dev.oidcproxy.application.crypto.MessageMac;
import dev.oidcproxy.application.crypto.StableSeal;
import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.application.flow.client.AuthenticateClient;
import dev.oidcproxy.application.flow.client.DocumentRules;
import dev.oidcproxy.application.flow.client.RegisterClient;
import dev.oidcproxy.application.flow.client.ResolveClient;
import dev.oidcproxy.application.flow.client.VerifyAssertion;
import dev.oidcproxy.application.outbound.ClientDocuments;
import dev.oidcproxy.application.outbound.GuardedHttpTransport;
import dev.oidcproxy.application.outbound.PublicAddressGuard;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.application.state.SealedClients;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.Subscription;
import java.io.IOException;

/**
 * What knows clients: finds them, checks their proof, and takes new ones.
 *
 * @param end ends what was opened for it
 */
record ClientFlows(
    ResolveClient resolve,
    AuthenticateClient authenticate,
    RegisterClient register,
    Subscription end) {

  /**
   * The way to documents of strangers.
   *
   * @param end closes it, if it is ours
   */
  record Documents(HttpTransport http, Subscription end) {

    /** Opens connections to nobody when the feature is off. */
    static Documents guarded(ProxySettings settings, TrustedCertificates trusted) {
      if (!settings.clientDocuments().enabled()) {
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
  }

  static ClientFlows of(Parts in, Documents way) {
    KeyMaterial material = in.material();
    Scopes scopes = in.scopes();
    SealedClients sealed = new SealedClients(new StableSeal(material, KeyUse.CLIENT_METADATA));
    ClientDocuments documents =
        new ClientDocuments(
            in.settings().clientDocuments(),
            in.state().clientDocuments(),
            way.http(),
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
    return new ClientFlows(
        resolve, new AuthenticateClient(resolve, assertions), register, way.end());
  }
}
