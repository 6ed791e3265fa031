package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Provider;
import com.google.inject.Singleton;
import dev.oidcproxy.application.spi.Slot;
import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.keys.Machine;
import dev.oidcproxy.distribution.plugin.Plugins;
import dev.oidcproxy.domain.error.KeyVaultException;
import dev.oidcproxy.domain.port.KeyVault;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.vault.FakeKeyVault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that the provider knows, in the keyring of the account. */
class ProviderKeyTest {

  private static final String VAULT = "keyring: {type: vault}\n";
  private static final String SIGNING = "jwt_signing_key: 0123456789abcdef0123456789abcdef\n";

  @TempDir private Path folder;

  @Test
  void a_key_in_the_keyring_makes_it_ready() throws Exception {
    Choosing choosing = new Choosing(folder);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    String der =
        Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    choosing
        .vault()
        .put(
            "provider",
            Secret.of("-----BEGIN PRIVATE KEY-----" + der + "-----END PRIVATE KEY-----"));
    assertThat(readiness(choosing.mac()))
        .isEqualTo(
            "{\"status\":\"ready\",\"provider\":{\"status\":\"up\"},\"store\":{\"status\":\"up\"}}");
  }

  @Test
  void a_key_that_is_not_there_is_told_before_anybody_signs_in() throws Exception {
    assertThat(readiness(new Choosing(folder).mac()))
        .contains("the entry provider of oidc-proxy in the system keyring is not there");
  }

  @Test
  void a_keyring_of_a_plugin_that_is_down_is_told_so_too() throws Exception {
    Plugins plugins =
        keyring(() -> {
          throw new IllegalStateException("canary");
        });

    assertThat(readiness(SIGNING + VAULT, Machine.bare(), plugins))
        .contains(
            "the entry provider of oidc-proxy in the system keyring cannot be read: its plugin"
                + " fails (IllegalStateException)")
        .doesNotContain("canary");
  }

  @Test
  void a_keyring_that_has_the_signing_key_too_is_opened_once() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    FakeKeyVault vault = new FakeKeyVault();
    Plugins plugins =
        keyring(() -> {
          opened.incrementAndGet();
          return vault;
        });

    assertThat(readiness(VAULT, Machine.bare(), plugins)).contains("is not there");

    assertThat(vault.secrets()).containsOnlyKeys("jwt_signing_key");
    assertThat(opened).hasValue(1);
  }

  @Test
  void a_keyring_that_was_down_is_opened_when_it_is_back() {
    AtomicBoolean down = new AtomicBoolean(true);
    Provider<KeyVault> opening =
        () -> {
          if (down.get()) {
            throw new KeyVaultException("the vault is sealed");
          }
          return new FakeKeyVault();
        };
    KeyVault vault =
        Keyring.of("vault", binder -> binder.bind(KeyVault.class).toProvider(opening)).vault();

    assertThatThrownBy(() -> vault.get("provider"))
        .isInstanceOf(KeyVaultException.class)
        .hasMessage("the vault is sealed");
    down.set(false);

    assertThat(vault.get("provider")).isEmpty();
  }

  private static Plugins keyring(Provider<KeyVault> opening) {
    return Plugins.find(Optional.empty())
        .and(
            new FakePlugin(
                Slot.KEYRING,
                "vault",
                config ->
                    binder -> binder.bind(KeyVault.class).toProvider(opening).in(Singleton.class)));
  }

  @Test
  void a_keyring_is_needed_only_where_a_key_is_said_to_be_in_it() {
    Configuration configuration =
        Configuration.of(
            "test.yaml",
            PlanTest.PROVIDER.replaceAll(
                "client_secret: .*",
                "token_endpoint_auth_method: private_key_jwt\n  private_key_keyring: provider"),
            Map.of());
    Plan.read(configuration, Plugins.find(Optional.empty()), Machine.bare());
    assertThat(Choosing.only(configuration.problems()))
        .contains("provider.private_key_keyring: cannot be read: this account has no system");
  }

  private String readiness(Machine machine) throws Exception {
    return readiness("", machine, Plugins.find(Optional.empty()));
  }

  private String readiness(String more, Machine machine, Plugins plugins) throws Exception {
    try (FakeProvider provider = FakeProvider.start(InstantSource.system())) {
      String yaml =
          """
          base_url: http://127.0.0.1:8000
          listen: 127.0.0.1:0
          management: {listen: "127.0.0.1:0", token_file: "%s"}
          client_storage: {type: memory}
          provider:
            config_url: %s
            client_id: some-client
            token_endpoint_auth_method: private_key_jwt
            private_key_keyring: provider
          """
              .formatted(folder.resolve("admin.token"), provider.configUrl());
      Configuration configuration = Configuration.of("test.yaml", yaml + more, Map.of());
      Plan plan = Plan.read(configuration, plugins, machine);
      assertThat(configuration.problems()).isEmpty();
      try (RunningProxy proxy = RunningProxy.start(plan);
          HttpClient client = HttpClient.newHttpClient()) {
        URI uri =
            URI.create(
                "http://127.0.0.1:"
                    + proxy.managementAddress().orElseThrow().getPort()
                    + "/readyz");
        return client
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body();
      }
    }
  }
}
