package dev.oidcproxy.application;

import dev.oidcproxy.application.branding.PageTemplate;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.crypto.FernetSeal;
import dev.oidcproxy.application.crypto.KeyMaterial;
import dev.oidcproxy.application.crypto.KeyUse;
import dev.oidcproxy.application.crypto.MessageMac;
import dev.oidcproxy.application.crypto.SealKeys;
import dev.oidcproxy.application.crypto.SecureEntropy;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.application.memory.VirtualThreadScheduler;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.KeyValueStore;
import dev.oidcproxy.domain.port.ProxyEvents;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Collects the ports of an {@link OAuthProxy}; each has a default but the provider. */
public final class OAuthProxyBuilder {

  private final ProxySettings settings;
  private final IdentityProvider provider;
  private Surroundings world =
      new Surroundings(
          InstantSource.system(), new SecureEntropy(), new VirtualThreadScheduler(), event -> {});
  private KeyValueStore store = new InMemoryStore(InstantSource.system());
  private SigningSettings signing = new SigningSettings(List.of(), SigningSettings.Algorithm.HS256);
  private SealKeys encryption = SealKeys.derived();
  private TrustedCertificates trusted = TrustedCertificates.platform();
  private Optional<ClientFlows.Documents> documents = Optional.empty();
  private Optional<PageTemplate> pages = Optional.empty();

  OAuthProxyBuilder(ProxySettings settings, IdentityProvider provider) {
    this.settings = settings;
    this.provider = provider;
  }

  /** Where state lives; by default in memory, and gone with the process. */
  public OAuthProxyBuilder store(KeyValueStore value) {
    this.store = value;
    return this;
  }

  /** What tokens are signed with; by default a key that is gone with the process. */
  public OAuthProxyBuilder signing(SigningSettings value) {
    this.signing = value;
    return this;
  }

  /** What stored records are sealed with; by default keys derived from those of {@code signing}. */
  public OAuthProxyBuilder encryption(SealKeys value) {
    this.encryption = value;
    return this;
  }

  /** Who hears of events; by default nobody. */
  public OAuthProxyBuilder events(ProxyEvents value) {
    this.world = new Surroundings(world.clock(), world.entropy(), world.scheduler(), value);
    return this;
  }

  /** Time, chance and events of your own. */
  public OAuthProxyBuilder surroundings(Surroundings value) {
    this.world = value;
    return this;
  }

  /** Whom to trust beside the platform's authorities when a client's document is fetched. */
  public OAuthProxyBuilder trust(TrustedCertificates value) {
    this.trusted = value;
    return this;
  }

  /** Another way to clients' documents, which must guard itself; by default our own. */
  public OAuthProxyBuilder documents(HttpTransport value) {
    this.documents = Optional.of(new ClientFlows.Documents(value, () -> {}));
    return this;
  }

  /** What surrounds the content of pages; by default our own. */
  public OAuthProxyBuilder pages(PageTemplate value) {
    this.pages = Optional.of(value);
    return this;
  }

  public OAuthProxy build() {
    KeyMaterial material =
        signing.keys().isEmpty()
            ? KeyMaterial.ephemeral(world.entropy())
            : KeyMaterial.of(signing.keys());
    return new OAuthProxy(
        new Parts(settings, provider, state(material), signing, material, world),
        documents.orElseGet(() -> ClientFlows.Documents.guarded(settings, trusted)),
        pages);
  }

  private State state(KeyMaterial material) {
    FernetSeal seal = new FernetSeal(encryption.all(material), world.clock(), world.entropy());
    return new State(store, seal, world.clock(), new MessageMac(material, KeyUse.SUBJECTS)::all);
  }
}
